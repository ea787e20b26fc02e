/** Where an engine listens. SSH and the bundled VM join here as further kinds. */
export type Endpoint =
  | { kind: 'unix'; path: string }
  | { kind: 'npipe'; path: string }
  | { kind: 'tcp'; host: string; port: number; tls?: TlsFiles }

/** Paths of PEM files, and whether the engine's certificate is checked against the CA. */
export type TlsFiles = { ca?: string; cert?: string; key?: string; verify: boolean }

/** As DOCKER_HOST has it. */
export function addressOf(endpoint: Endpoint): string {
  if (endpoint.kind === 'unix') return `unix://${endpoint.path}`
  if (endpoint.kind === 'npipe') return `npipe://${endpoint.path.replaceAll('\\', '/')}`
  const host = endpoint.host.includes(':') ? `[${endpoint.host}]` : endpoint.host
  return `tcp://${host}:${endpoint.port}`
}
