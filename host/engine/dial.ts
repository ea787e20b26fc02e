import { readFile } from 'node:fs/promises'
import { connect as connectNet, isIP, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { connect as connectTls } from 'node:tls'
import type { Endpoint, SshEndpoint, StreamEndpoint } from './endpoint.ts'
import { dialSsh } from './ssh.ts'

const CONNECT_MS = 10_000

/**
 * Opens one connection to an engine: the only place that knows how an engine is reached.
 * @throws the system's own error (`code` ENOENT, EACCES, ECONNREFUSED, CERT_…), see `explain`; SlipwayError for what SSH says
 */
export async function dial(endpoint: Endpoint, signal?: AbortSignal): Promise<Duplex> {
  signal?.throwIfAborted()
  if (endpoint.kind === 'ssh') return await dialSsh(endpoint, signal)
  if (endpoint.kind === 'stream') return await endpoint.open(signal)
  return await dialHere(endpoint, signal)
}

type Here = Exclude<Endpoint, SshEndpoint | StreamEndpoint>

async function dialHere(endpoint: Here, signal: AbortSignal | undefined): Promise<Socket> {
  const socket = await open(endpoint)
  const ready = endpoint.kind === 'tcp' && endpoint.tls ? 'secureConnect' : 'connect'
  return await new Promise<Socket>((resolve, reject) => {
    const fail = (error: Error) => {
      clear()
      socket.destroy()
      reject(error)
    }
    const done = () => {
      clear()
      socket.setKeepAlive(true, 15_000)
      socket.setNoDelay(true)
      resolve(socket)
    }
    const aborted = () => fail(signal?.reason instanceof Error ? signal.reason : new Error('cancelled'))
    const timer = setTimeout(
      () => fail(Object.assign(new Error(`no answer within ${CONNECT_MS / 1000} s`), { code: 'ETIMEDOUT' })),
      CONNECT_MS,
    )
    const clear = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', aborted)
      socket.off('error', fail)
      socket.off(ready, done)
    }
    signal?.addEventListener('abort', aborted)
    socket.once('error', fail)
    socket.once(ready, done)
  })
}

async function open(endpoint: Here): Promise<Socket> {
  if (endpoint.kind !== 'tcp') return connectNet({ path: endpoint.path })
  const { host, port, tls } = endpoint
  if (!tls) return connectNet({ host, port })
  const [ca, cert, key] = await Promise.all(
    [tls.ca, tls.cert, tls.key].map((file) => (file ? readFile(file) : undefined)),
  )
  return connectTls({
    host,
    port,
    rejectUnauthorized: tls.verify,
    // A server name may not be an address (RFC 6066).
    ...(isIP(host) === 0 && { servername: host }),
    ...(ca && { ca }),
    ...(cert && { cert }),
    ...(key && { key }),
  })
}
