import { once } from 'node:events'
import {
  type IncomingHttpHeaders,
  performServerHandshake,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2'
import type { Duplex } from 'node:stream'

/** gRPC’s own numbers for how a call ended. */
export const STATUS = { ok: 0, unknown: 2, notFound: 5, permissionDenied: 7, unimplemented: 12 } as const

/** How a call is refused: the number, and words for the one who called. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** A call of the engine: what it said beside it, and the way to answer. */
export type Call = {
  /** All values of a header, in order. */
  said(name: string): string[]
  messages: AsyncIterator<Buffer>
  /** Sends a message, given in parts; resolves when there is room for more. */
  send(...parts: readonly Uint8Array[]): Promise<void>
}

/** Methods by their full names: `/package.Service/Method`. */
export type Methods = Record<string, (call: Call) => Promise<void>>

const LONGEST = 16 * 1024 * 1024

/** Serves gRPC calls that come over a connection which was dialled from here. Ends with the connection. */
export function serveGrpc(connection: Duplex, methods: Methods): ServerHttp2Session {
  const session = performServerHandshake(connection, { settings: { initialWindowSize: 1_048_576 } })
  session.on('error', () => session.destroy())
  session.on('stream', (stream: ServerHttp2Stream, headers: IncomingHttpHeaders, _flags: number, raw: string[]) => {
    stream.on('error', () => {})
    const method = methods[headers[':path']?.toString() ?? '']
    void answer(stream, raw, method)
  })
  return session
}

async function answer(
  stream: ServerHttp2Stream,
  raw: readonly string[],
  method: Methods[string] | undefined,
): Promise<void> {
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true })
  let trailers: Record<string, string> = { 'grpc-status': String(STATUS.ok) }
  stream.on('wantTrailers', () => stream.sendTrailers(trailers))
  const messages = messagesOf(stream)
  try {
    if (!method) throw new Refusal(STATUS.unimplemented, 'there is no such method here')
    await method({
      said: (name) => raw.flatMap((value, at) => (at % 2 === 1 && raw[at - 1] === name ? [value] : [])),
      messages,
      send: (...parts) => send(stream, parts),
    })
  } catch (error) {
    const status = error instanceof Refusal ? error.status : STATUS.unknown
    const message = error instanceof Error ? error.message : String(error)
    trailers = { 'grpc-status': String(status), 'grpc-message': encodeURIComponent(message) }
  }
  if (stream.destroyed) return
  stream.end()
  // What is still on its way is of no use to anybody.
  stream.resume()
}

async function send(stream: ServerHttp2Stream, parts: readonly Uint8Array[]): Promise<void> {
  if (stream.destroyed || stream.writableEnded) throw new Error('the engine ended the call')
  const head = Buffer.alloc(5)
  head.writeUInt32BE(
    parts.reduce((sum, part) => sum + part.length, 0),
    1,
  )
  let room = stream.write(head)
  for (const part of parts) if (part.length > 0) room = stream.write(part)
  if (room) return
  const left = new AbortController()
  const gone = once(stream, 'close', { signal: left.signal }).then(() => {
    throw new Error('the engine ended the call')
  })
  try {
    await Promise.race([once(stream, 'drain', { signal: left.signal }), gone])
  } finally {
    gone.catch(() => {})
    left.abort()
  }
}

async function* messagesOf(stream: ServerHttp2Stream): AsyncGenerator<Buffer, undefined> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of stream) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    while (rest.length >= 5) {
      const length = rest.readUInt32BE(1)
      if (length > LONGEST || rest[0] !== 0) throw new Refusal(STATUS.unimplemented, 'this message can’t be read')
      if (rest.length < 5 + length) break
      yield rest.subarray(5, 5 + length)
      rest = rest.subarray(5 + length)
    }
  }
  return undefined
}
