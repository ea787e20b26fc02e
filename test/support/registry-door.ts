import { once } from 'node:events'
import { createServer, request } from 'node:http'
import { freePort } from './free-port.ts'
import type { Registry } from './registry.ts'

/** A layer as it was asked for: from which byte on, and how many bytes went out of it. */
export type Fetched = { digest: string; from: number; bytes: number }

/** A way into a registry that counts, and that can be shut in the middle of a layer. */
export type RegistryDoor = {
  /** As an image's name begins with it. */
  host: string
  /** What was fetched, in order. */
  fetched: Fetched[]
  /** The next answer with this blob stops after so many bytes: it breaks off, or it stands still. Resolves when it has. */
  stop(digest: string, after: number, how: 'break' | 'stand still'): Promise<void>
  close(): Promise<void>
}

/** Opens a door at 127.0.0.1, where engines ask for no certificate. */
export async function openRegistryDoor({ host: target }: Registry): Promise<RegistryDoor> {
  const [hostname = '', targetPort = ''] = target.split(':')
  const fetched: Fetched[] = []
  let stop: { digest: string; after: number; how: 'break' | 'stand still'; reached: () => void } | undefined
  const server = createServer((asked, answer) => {
    const { url = '/', method = 'GET', headers } = asked
    const beyond = request({ hostname, port: targetPort, path: url, method, headers }, (answered) => {
      answer.writeHead(answered.statusCode ?? 502, answered.headers)
      const [, digest] = /\/blobs\/(sha256:[0-9a-f]{64})$/.exec(url) ?? []
      if (digest === undefined || method !== 'GET') {
        answered.pipe(answer)
        return
      }
      const from = Number(/^bytes=(\d+)-/.exec(headers.range ?? '')?.[1] ?? 0)
      const piece: Fetched = { digest, from, bytes: 0 }
      fetched.push(piece)
      const shut = stop?.digest === digest ? stop : undefined
      if (shut) stop = undefined
      answered.on('data', (chunk: Buffer) => {
        const part = shut ? chunk.subarray(0, Math.max(0, shut.after - piece.bytes)) : chunk
        piece.bytes += part.length
        if (!answer.write(part)) {
          answered.pause()
          answer.once('drain', () => answered.resume())
        }
        if (!shut || piece.bytes < shut.after) return
        answered.destroy()
        // What was written is to arrive first.
        if (shut.how === 'break') setTimeout(() => answer.destroy(), 50)
        shut.reached()
      })
      answered.on('end', () => answer.end())
    })
    beyond.on('error', () => answer.destroy())
    asked.pipe(beyond)
  })
  const port = await freePort()
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    host: `127.0.0.1:${port}`,
    fetched,
    stop: (digest, after, how) =>
      new Promise((reached) => {
        stop = { digest, after, how, reached }
      }),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
