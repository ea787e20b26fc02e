import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { pino } from 'pino'
import { WebSocket as Client, type WebSocket } from 'ws'
import { SlipwayError } from '../../host/errors.ts'
import { Metrics } from '../../host/metrics/index.ts'
import { NONCE_PLACE } from '../../host/page/index.ts'
import { type Listening, type Serving, serve } from '../../host/serve/index.ts'
import { Uploads } from '../../host/uploads/index.ts'

export type Answer = { status: number; headers: Record<string, string>; body: string }

/** A browser face on a small built UI; its sockets echo, and it has three downloads: `once`, `endless` and `broken`. */
export type Face = Serving & {
  /** One request, with exactly these headers and a Host of its own. */
  ask(path: string, options?: { method?: string; headers?: Record<string, string>; body?: string }): Promise<Answer>
  /** These very bytes; gives all that comes back. */
  raw(text: string): Promise<string>
  /** Tries to open a socket; gives it, or the status it was refused with. */
  dial(headers: Record<string, string>, path?: string): Promise<Client | number>
  /** Signs in by a link; gives the Cookie header. */
  signIn(): Promise<string>
  /** What the download `endless` reads from. */
  endless: Readable
  /** What expects files. */
  uploads: Uploads
  /** Who may read the one figure that there is, `up`. */
  metrics: Metrics
  close(): Promise<void>
}

export const SCRIPT = `console.log("${'x'.repeat(2_000)}")`

/** Starts it at a free port of 127.0.0.1, unless told otherwise. */
export async function startFace(listening: Partial<Listening> & { stateFolder?: string } = {}): Promise<Face> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-face-'))
  await buildUi(join(folder, 'ui'))
  await writeFile(join(folder, 'secret.txt'), 'secret')
  const endless = new Readable({
    read() {
      this.push(Buffer.alloc(65_536))
    },
  })
  const downloads = new Map<string, () => Readable | Promise<Readable>>([
    ['once', () => Readable.from(['one ', 'two'])],
    ['endless', () => endless],
    ['broken', () => Promise.reject(new SlipwayError('NOT_FOUND', { what: 'It is gone.', why: 'So.', next: 'Look.' }))],
  ])
  const uploads = new Uploads()
  const metrics = await Metrics.open(join(folder, 'host'))
  const host = {
    serveSocket: (socket: WebSocket) => void socket.on('message', (data) => socket.send(String(data))),
    downloads: {
      open: async (token: string) => {
        const body = await downloads.get(token)?.()
        downloads.delete(token)
        return body && { fileName: 'wéb "1".log', contentType: 'text/plain; charset=utf-8', body }
      },
    },
    uploads,
    metrics: {
      get enabled() {
        return metrics.enabled
      },
      accepts: (token: string) => metrics.accepts(token),
      text: async () => 'up 1\n',
    },
  }
  const serving = await serve(host, {
    host: '127.0.0.1',
    port: 0,
    behindProxy: false,
    pages: join(folder, 'ui'),
    stateFolder: join(folder, 'state'),
    log: pino({ level: 'silent' }),
    ...listening,
  })
  const { port } = serving
  const ask: Face['ask'] = (path, { method = 'GET', headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, async (response) => {
        let text = ''
        for await (const part of response.setEncoding('utf8')) text += part
        const flat = Object.entries(response.headers).map(([name, value]) => [name, String(value)])
        resolve({ status: response.statusCode ?? 0, headers: Object.fromEntries(flat), body: text })
      })
      sent.on('error', reject).end(body)
    })
  return {
    ...serving,
    ask,
    endless,
    uploads,
    metrics,
    raw: (text) =>
      new Promise((resolve, reject) => {
        let answer = ''
        const socket = connect(port, '127.0.0.1', () => socket.write(text))
        socket.setTimeout(3_000, () => socket.destroy(new Error('no answer')))
        socket.on('data', (data) => {
          answer += data
        })
        socket.on('error', reject).on('close', () => resolve(answer))
      }),
    dial: (headers, path = '/rpc') =>
      new Promise((resolve) => {
        const client = new Client(`ws://127.0.0.1:${port}${path}`, { headers })
        client.on('open', () => resolve(client))
        client.on('unexpected-response', (sent, response) => {
          resolve(response.statusCode ?? 0)
          sent.destroy()
        })
        client.on('error', () => resolve(0))
      }),
    signIn: async () => {
      const { pathname, search } = new URL(serving.signInUrl())
      const { headers } = await ask(pathname + search)
      return headers['set-cookie']?.split(';')[0] ?? ''
    },
    close: async () => {
      await serving.close()
      await rm(folder, { recursive: true })
    },
  }
}

async function buildUi(folder: string): Promise<void> {
  await mkdir(join(folder, 'assets'), { recursive: true })
  await writeFile(join(folder, 'assets', 'a-1.js'), SCRIPT)
  await writeFile(join(folder, 'assets', 'a-1.js.gz'), gzipSync(SCRIPT))
  await writeFile(
    join(folder, 'index.html'),
    `<!doctype html><meta property="csp-nonce" nonce="${NONCE_PLACE}"><script nonce="${NONCE_PLACE}" src="/assets/a-1.js"></script>`,
  )
}
