import type { Duplex } from 'node:stream'

/** Where an engine listens. */
export type Endpoint =
  | { kind: 'unix'; path: string }
  | { kind: 'npipe'; path: string }
  | { kind: 'tcp'; host: string; port: number; tls?: TlsFiles }
  | SshEndpoint
  | StreamEndpoint
  | VmEndpoint

/** An engine on a computer that is reached by SSH; what is left out is as `~/.ssh/config` has it. */
export type SshEndpoint = {
  kind: 'ssh'
  host: string
  user?: string
  port?: number
  /** Of the socket on that computer; the usual one, or the one its own `docker` uses, where it is left out. */
  path?: string
}

/**
 * The engine in a virtual machine of Slipway’s own, as the process that keeps that one publishes it while it runs: at
 * `own` for hosts of Slipway, whose connections don’t keep it awake, and at `path` for all others.
 */
export type VmEndpoint = { kind: 'vm'; name: string; path: string; own: string }

/** An engine that is reached by streams which somebody else opens, as over the connection to a virtual machine. */
export type StreamEndpoint = { kind: 'stream'; name: string; open(signal?: AbortSignal): Promise<Duplex> }

/** Paths of PEM files, and whether the engine's certificate is checked against the CA. */
export type TlsFiles = { ca?: string; cert?: string; key?: string; verify: boolean }

/** As DOCKER_HOST has it. */
export function addressOf(endpoint: Endpoint): string {
  if (endpoint.kind === 'unix') return `unix://${endpoint.path}`
  if (endpoint.kind === 'npipe') return `npipe://${endpoint.path.replaceAll('\\', '/')}`
  if (endpoint.kind === 'vm')
    return addressOf({ kind: endpoint.path.startsWith('\\\\') ? 'npipe' : 'unix', path: endpoint.path })
  if (endpoint.kind === 'stream') return `vm://${endpoint.name}`
  const host = endpoint.host.includes(':') ? `[${endpoint.host}]` : endpoint.host
  if (endpoint.kind === 'ssh') {
    const user = endpoint.user === undefined ? '' : `${encodeURIComponent(endpoint.user)}@`
    return `ssh://${user}${host}${endpoint.port === undefined ? '' : `:${endpoint.port}`}${endpoint.path ?? ''}`
  }
  return `tcp://${host}:${endpoint.port}`
}
