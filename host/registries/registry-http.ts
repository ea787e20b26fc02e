import { type IncomingHttpHeaders, Agent as PlainAgent, request as plainRequest } from 'node:http'
import { Agent as TlsAgent, request as tlsRequest } from 'node:https'
import { getCACertificates } from 'node:tls'
import type { Trust } from './trust.ts'

/** Silence after which a registry counts as gone, in milliseconds. */
const PATIENCE = 20_000
const MOST_REDIRECTS = 5

export type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer }

export type Asked = {
  method?: 'GET' | 'HEAD' | 'POST'
  headers?: Record<string, string>
  body?: string
  signal?: AbortSignal | undefined
  /** Bytes of the longest answer that is taken. */
  most?: number
}

/**
 * One request to a registry, or to whom it sends us; redirects are followed, but the sign-in goes to the first host only.
 * @throws Error with the system's `code`, or with a message that says what is wrong with the answer
 */
export async function ask(url: URL, trust: Trust, asked: Asked = {}): Promise<Answer> {
  let at = url
  let headers = asked.headers ?? {}
  for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
    const answer = await once(at, trust, { ...asked, headers })
    const { location } = answer.headers
    if (answer.status < 300 || answer.status >= 400 || location === undefined) return answer
    const next = new URL(location, at)
    if (next.protocol !== 'https:' && (at.protocol === 'https:' || next.protocol !== 'http:')) {
      throw new Error('malformed answer: it leads away from HTTPS')
    }
    if (next.host !== at.host) {
      const { authorization: _kept, ...rest } = headers
      headers = rest
    }
    at = next
  }
  throw new Error('malformed answer: it leads in circles')
}

function once(url: URL, trust: Trust, asked: Asked): Promise<Answer> {
  const { method = 'GET', headers = {}, body, signal, most = 8 * 1024 * 1024 } = asked
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const options = {
      method,
      headers: {
        'user-agent': 'slipway',
        ...headers,
        ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
      },
      ...(signal && { signal }),
    }
    const request =
      url.protocol === 'https:'
        ? tlsRequest(url, { ...options, agent: tlsAgent, rejectUnauthorized: trust.verify, ...certificates(trust) })
        : plainRequest(url, { ...options, agent: plainAgent })
    request.setTimeout(PATIENCE, () => request.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })))
    request.on('error', (error) => reject(signal?.aborted ? signal.reason : error))
    request.on('response', (response) => {
      const parts: Buffer[] = []
      let length = 0
      response.on('data', (part: Buffer) => {
        parts.push(part)
        length += part.length
        if (length > most) request.destroy(new Error('malformed answer: it is too long'))
      })
      response.on('error', (error) => reject(signal?.aborted ? signal.reason : error))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
      )
    })
    request.end(body)
  })
}

// A proxy that the person set for everything else holds here, too.
const agentOptions = { keepAlive: true, maxFreeSockets: 4, timeout: 60_000, proxyEnv: process.env }
const tlsAgent = new TlsAgent(agentOptions)
const plainAgent = new PlainAgent(agentOptions)

let system: string[] | undefined

/** What the computer trusts, as browsers on it do, and what the registry's own folder adds. */
function certificates({ ca, cert, key }: Trust) {
  system ??= [...new Set([...getCACertificates('default'), ...getCACertificates('system')])]
  return { ca: [...system, ...ca], ...(cert && key && { cert, key }) }
}
