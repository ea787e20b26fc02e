/** What surrounds the person who runs the command: the CLI takes it from its process and its settings. */
export type RunContext = {
  /** The engine's, as `1.41`. */
  apiVersion: string
  /** What paths that begin with a dot start from. */
  folder?: string
  environment: Record<string, string | undefined>
  /** The files that the command names, by their names in it; see `filesOf`. */
  files: ReadonlyMap<string, Uint8Array>
  /** `proxies` of the CLI's settings, for this engine. */
  proxies?: Proxies
  /** The engine's address, as `unix:///var/run/docker.sock`. */
  address?: string
}

export type Proxies = {
  httpProxy?: string
  httpsProxy?: string
  noProxy?: string
  ftpProxy?: string
  allProxy?: string
}

/** Whether an API version is at least another. */
export function atLeast(version: string, other: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [otherMajor = 0, otherMinor = 0] = other.split('.').map(Number)
  return major !== otherMajor ? major > otherMajor : minor >= otherMinor
}
