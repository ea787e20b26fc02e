import { Agent, type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http'
import { type Duplex, PassThrough, type Readable } from 'node:stream'
import type { z } from 'zod'
import { SlipwayError } from '../errors.ts'
import { answerProblem } from './answer.ts'
import { type BytesOptions, openBytes } from './bytes.ts'
import { dial } from './dial.ts'
import type { Endpoint } from './endpoint.ts'
import { explain } from './explain.ts'
import { type Answered, KeptConnections } from './kept.ts'

export type RequestOptions = {
  /** A list is said once for each of its values. */
  query?: Record<string, string | number | boolean | readonly string[] | undefined>
  headers?: Record<string, string | readonly string[]>
  /** Sent as JSON. */
  body?: unknown
  /** Sent piece by piece in the place of a body; the next one is asked for when one has gone out. */
  content?: AsyncIterable<Uint8Array>
  signal?: AbortSignal
  /** Milliseconds without a byte from the engine; 30 s unless told, 0 for none. */
  timeout?: number
}

/** An upgraded connection: what the engine sent with the answer, and the connection itself. */
export type Hijacked = { socket: Duplex; head: Buffer; contentType: string }

/**
 * Talks HTTP to one engine over whatever carries it.
 * Paths start with `/` and carry no version; parts that come from outside go through `encodeURIComponent`.
 */
export class EngineClient {
  readonly endpoint: Endpoint
  /** As `1.47`; empty before the handshake. */
  apiVersion = ''
  readonly #agent: Agent
  readonly #kept: KeptConnections

  constructor(endpoint: Endpoint) {
    this.endpoint = endpoint
    this.#kept = new KeptConnections(() => dial(endpoint))
    this.#agent = new Agent({ keepAlive: true, maxFreeSockets: 8 })
    this.#agent.createConnection = (_options, callback) => {
      dial(endpoint).then(
        (socket) => callback?.(null, socket),
        // Node's types ask for a stream beside an error.
        (error: Error) => callback?.(error, new PassThrough().destroy()),
      )
      return undefined
    }
  }

  /**
   * Sends a request; answers once the headers are there, whatever the status.
   * @throws SlipwayError when the engine can't be reached
   */
  async send(method: string, path: string, options: RequestOptions = {}): Promise<IncomingMessage> {
    const { signal, timeout = 30_000 } = options
    signal?.throwIfAborted()
    const body = options.body === undefined ? undefined : JSON.stringify(options.body)
    return await new Promise<IncomingMessage>((resolve, reject) => {
      const request = httpRequest(
        {
          method,
          path: this.#path(path, options.query),
          agent: this.#agent,
          headers: {
            host: 'docker',
            ...(body !== undefined && {
              'content-type': 'application/json',
              'content-length': Buffer.byteLength(body),
            }),
            ...options.headers,
          },
          ...(signal && { signal }),
        },
        resolve,
      )
      request.setTimeout(timeout, () =>
        request.destroy(Object.assign(new Error(`no answer within ${timeout / 1000} s`), { code: 'ETIMEDOUT' })),
      )
      request.on('error', (error) => reject(signal?.aborted ? signal.reason : explain(error, this.endpoint)))
      const { content } = options
      if (!content) request.end(body)
      else {
        // What the content fails of is the reason, not the connection that breaks by it.
        sendContent(request, content).catch((error) => {
          reject(error)
          request.destroy()
        })
      }
    })
  }

  /**
   * Sends a request and answers with its stream when the engine agreed.
   * @throws SlipwayError with the engine's own reason
   */
  async stream(method: string, path: string, options: RequestOptions = {}): Promise<IncomingMessage> {
    const response = await this.send(method, path, options)
    const status = response.statusCode ?? 0
    // 304 is the engine's word for "it is so already"; a redirect would be another request than the one asked for.
    if ((status >= 200 && status < 300) || status === 304) return response
    throw answerProblem(status, await textOf(response), `${method} ${path}`)
  }

  /**
   * Gets something large, as an image or a log is, on a connection of its own. Silence is no fault once the answer began.
   * Its parts’ memory may be given back: see `release`.
   * @throws SlipwayError with the engine's own reason
   */
  async bytes(path: string, options: BytesOptions & Pick<RequestOptions, 'query'> = {}): Promise<Readable> {
    const { query, signal } = options
    try {
      const { status, body } = await openBytes(this.endpoint, this.#path(path, query), options)
      if (status >= 200 && status < 300) return body
      throw answerProblem(status, await textOf(body), `GET ${path}`)
    } catch (error) {
      throw signal?.aborted ? signal.reason : explain(error, this.endpoint)
    }
  }

  /**
   * Gets a small answer that is asked for again and again, as a sample is, at a fraction of what `text` costs.
   * `timeout`: milliseconds for the whole answer.
   * @throws SlipwayError with the engine's own reason
   */
  async brief(path: string, options: Pick<RequestOptions, 'query' | 'signal'> & { timeout: number }): Promise<string> {
    const { query, signal, timeout } = options
    let answer: Answered
    try {
      answer = await this.#kept.get(this.#path(path, query), timeout, signal)
    } catch (error) {
      throw signal?.aborted ? signal.reason : explain(error, this.endpoint)
    }
    const { status, text } = answer
    if (status >= 200 && status < 300) return text
    throw answerProblem(status, text, `GET ${path}`)
  }

  /** The answer's text. @throws SlipwayError as `stream` does */
  async text(method: string, path: string, options: RequestOptions = {}): Promise<string> {
    const response = await this.stream(method, path, options)
    try {
      return await textOf(response)
    } catch (error) {
      throw options.signal?.aborted ? options.signal.reason : explain(error, this.endpoint)
    }
  }

  /** The answer as JSON of that shape. @throws SlipwayError as `stream` does, or ENGINE_ERROR when it has another shape */
  async json<T>(schema: z.ZodType<T>, method: string, path: string, options: RequestOptions = {}): Promise<T> {
    const text = await this.text(method, path, options)
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      value = undefined
    }
    const parsed = schema.safeParse(value)
    if (parsed.success) return parsed.data
    const issue = parsed.error.issues[0]
    throw new SlipwayError('ENGINE_ERROR', {
      what: 'The engine gave an answer that can’t be read.',
      why: `${method} ${path}: ${issue ? `${issue.path.join('.')}: ${issue.message}` : 'no JSON'}`,
      next: 'If it is not a Docker engine or a current Podman, use one. Otherwise please report this.',
    })
  }

  /**
   * Takes the connection over (exec, attach, or another protocol that `upgrade` names): bytes both ways from then on.
   * @throws SlipwayError with the engine's own reason
   */
  async hijack(path: string, options: RequestOptions & { upgrade?: string } = {}): Promise<Hijacked> {
    const body = options.body === undefined ? '' : JSON.stringify(options.body)
    const { signal } = options
    signal?.throwIfAborted()
    let socket: Duplex
    try {
      socket = await dial(this.endpoint, signal)
    } catch (error) {
      throw explain(error, this.endpoint)
    }
    // Once taken over, the request no longer listens; who reads the socket learns of a failure by its end.
    socket.on('error', () => {})
    return await new Promise<Hijacked>((resolve, reject) => {
      const request = httpRequest({
        method: 'POST',
        path: this.#path(path, options.query),
        createConnection: () => socket,
        headers: {
          host: 'docker',
          connection: 'Upgrade',
          upgrade: options.upgrade ?? 'tcp',
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          ...options.headers,
        },
        ...(signal && { signal }),
      })
      request.on('error', (error) => {
        socket.destroy()
        reject(signal?.aborted ? signal.reason : explain(error, this.endpoint))
      })
      request.on('upgrade', (response, upgraded, head) =>
        resolve({ socket: upgraded, head, contentType: response.headers['content-type'] ?? '' }),
      )
      request.on('response', (response) => {
        textOf(response)
          .then((text) => reject(answerProblem(response.statusCode ?? 0, text, `POST ${path}`)))
          .catch((error) => reject(explain(error, this.endpoint)))
          .finally(() => socket.destroy())
      })
      request.end(body)
    })
  }

  /** Ends every idle connection. */
  close(): void {
    this.#kept.close()
    this.#agent.destroy()
  }

  #path(path: string, query: RequestOptions['query']): string {
    const search = new URLSearchParams()
    for (const [key, value] of Object.entries(query ?? {})) {
      if (typeof value === 'object') for (const one of value) search.append(key, one)
      else if (value !== undefined) search.set(key, value === true ? '1' : value === false ? '0' : String(value))
    }
    const version = this.apiVersion ? `/v${this.apiVersion}` : ''
    return `${version}${path}${search.size > 0 ? `?${search}` : ''}`
  }
}

async function textOf(response: Readable): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of response) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

/** Sends pieces one after the other. A connection that breaks meanwhile is told by the request. @throws what the content throws */
/** A piece is its sender’s again once the next one is asked for. */
async function sendContent(request: ClientRequest, content: AsyncIterable<Uint8Array>): Promise<void> {
  const closed = new Promise<boolean>((resolve) => request.once('close', () => resolve(false)))
  for await (const piece of content) {
    const gone = new Promise<boolean>((resolve) => request.write(piece, (error) => resolve(!error)))
    if (!(await Promise.race([gone, closed]))) return
  }
  request.end()
}
