import { Socket } from 'node:net'
import { type Duplex, Readable } from 'node:stream'
import { own } from '../release.ts'
import { type BodyReader, chunkedBody, plainBody } from './body.ts'
import { dial } from './dial.ts'
import type { Endpoint } from './endpoint.ts'

/** Chunks of up to 64 kB, piece by piece: else who reads them gets all that is there, copied together. */
const AHEAD = 2
const LONGEST_HEAD = 64 * 1024

/** What stands before an answer’s body. `told`: its end is; `keeps`: the connection may be asked again then. */
export type Head = { status: number; reader: BodyReader; told: boolean; keeps: boolean }

/** The beginning of an answer, and its body: a slow reader slows the socket. */
export type Answer = { status: number; body: Readable }

export type BytesOptions = {
  signal?: AbortSignal | undefined
  /** Until the answer begins, 30 s unless it says otherwise; 0 for as long as it takes. Milliseconds. */
  timeout?: number
}

/**
 * Asks for something large over a connection of its own, past Node’s HTTP parser: for answers of very many small chunks.
 * @throws the system’s own error, or one with an HPE_ code when it is not HTTP
 */
export async function openBytes(
  endpoint: Endpoint,
  path: string,
  { signal, timeout = 30_000 }: BytesOptions = {},
): Promise<Answer> {
  const socket = await dial(endpoint, signal)
  try {
    socket.write(`GET ${path} HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n`)
    const { status, reader, rest } = await readHead(socket, timeout, signal)
    return { status, body: bodyOf(socket, reader, rest, signal) }
  } catch (error) {
    socket.destroy()
    throw error
  }
}

async function readHead(
  socket: Duplex,
  timeout: number,
  signal: AbortSignal | undefined,
): Promise<Head & { rest: Buffer }> {
  return await new Promise<Head & { rest: Buffer }>((resolve, reject) => {
    let bytes: Buffer = Buffer.alloc(0)
    const leave = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      socket.pause()
      socket.off('data', take).off('error', fail).off('end', ended)
    }
    const fail = (error: unknown) => {
      leave()
      reject(error)
    }
    const take = (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk])
      const end = bytes.indexOf('\r\n\r\n')
      if (end === -1 && bytes.length < LONGEST_HEAD) return
      try {
        const head = parseHead(bytes.toString('latin1', 0, Math.max(0, end)))
        leave()
        resolve({ ...head, rest: bytes.subarray(end + 4) })
      } catch (error) {
        fail(error)
      }
    }
    const ended = () => fail(Object.assign(new Error('the engine closed the connection'), { code: 'ECONNRESET' }))
    const abort = () => fail(signal?.reason)
    const late = () => fail(Object.assign(new Error(`no answer within ${timeout / 1000} s`), { code: 'ETIMEDOUT' }))
    const timer = timeout > 0 ? setTimeout(late, timeout) : undefined
    signal?.addEventListener('abort', abort, { once: true })
    socket.on('data', take).on('error', fail).on('end', ended)
  })
}

/** @throws Error with an HPE_ code when it is not HTTP */
export function parseHead(text: string): Head {
  const [first = '', ...lines] = text.split('\r\n')
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1]
  if (status === undefined) throw Object.assign(new Error('the answer is not HTTP'), { code: 'HPE_INVALID_CONSTANT' })
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
  const chunked = /(^|,)\s*chunked\s*$/i.test(headers.get('transfer-encoding') ?? '')
  const length = status === '204' || status === '304' ? '0' : headers.get('content-length')
  const reader = chunked ? chunkedBody() : plainBody(length === undefined ? undefined : Number(length))
  const told = chunked || length !== undefined
  const closes = first.startsWith('HTTP/1.0') || /(^|,)\s*close\s*(,|$)/i.test(headers.get('connection') ?? '')
  return { status: Number(status), reader, told, keeps: told && !closes }
}

function bodyOf(socket: Duplex, reader: BodyReader, rest: Buffer, signal: AbortSignal | undefined): Readable {
  const body = new Readable({
    objectMode: true,
    highWaterMark: AHEAD,
    read: () => {
      socket.resume()
    },
    destroy: (error, callback) => {
      signal?.removeEventListener('abort', abort)
      socket.destroy()
      callback(error)
    },
  })
  const abort = () => body.destroy(signal?.reason)
  const take = (chunk: Buffer) => {
    try {
      const part = reader.push(chunk)
      if (part.length > 0 && !body.push(part)) socket.pause()
    } catch (error) {
      body.destroy(error instanceof Error ? error : new Error(String(error)))
    }
  }
  signal?.addEventListener('abort', abort, { once: true })
  if (socket instanceof Socket) socket.on('data', own)
  socket.on('data', take)
  socket.on('error', (error) => body.destroy(error))
  socket.on('end', () => {
    if (reader.complete()) body.push(null)
    else body.destroy(Object.assign(new Error('the engine broke the answer off'), { code: 'ECONNRESET' }))
  })
  if (rest.length > 0) take(rest)
  return body
}
