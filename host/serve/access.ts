import { isIPv6 } from 'node:net'

const HOST = /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i

/**
 * Which names Slipway answers to, and which pages may talk to it. A page of another site can make its own name point
 * at this computer (DNS rebinding); its Host and Origin headers still carry that name.
 */
export class Access {
  readonly #origins: ReadonlySet<string>

  /** Takes the names and addresses of this server, and the address that a proxy gives it, if any. */
  constructor(names: readonly string[], port: number, scheme: 'http' | 'https', publicUrl?: URL) {
    const own = names.map((name) => new URL(`${scheme}://${isIPv6(name) ? `[${name}]` : name}:${port}`).origin)
    this.#origins = new Set([...own, ...(publicUrl ? [publicUrl.origin] : [])])
  }

  /** Whether a Host header names this server. */
  host(header: string | undefined): boolean {
    if (header === undefined || !HOST.test(header)) return false
    // A proxy ends TLS and passes the name on, so either scheme may be the one that was asked for.
    return ['http', 'https'].some((scheme) => this.#origins.has(originOf(`${scheme}://${header}`)))
  }

  /**
   * Whether a request that changes something, or opens a socket, comes from a page of ours. A browser always sends an
   * Origin with those; a program that sends none holds no cookie that it did not sign in for.
   */
  origin(header: string | undefined, fetchSite: string | undefined): boolean {
    if (header !== undefined) return this.#origins.has(header)
    return fetchSite === undefined || fetchSite === 'same-origin' || fetchSite === 'none'
  }
}

function originOf(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : ''
}
