import type { Port } from '../../../contract/index.ts'

/** A published port as the list shows it. */
export type Published = {
  /** `8080:80`, with the protocol where it is not TCP. */
  text: string
  /** Where a browser finds it; absent for what a browser does not speak. */
  href?: string
}

const ANYWHERE = new Set(['', '0.0.0.0', '::', '127.0.0.1', '::1'])

/**
 * The published ports, each once though it is bound on IPv4 and IPv6, by number. `address` is the engine’s: the ports of
 * one on another computer are there and not here.
 */
export function publishedPorts(ports: readonly Port[], address: string): Published[] {
  const found = new Map<string, { port: number; published: Published }>()
  for (const { ip = '', public: outer, private: inner, protocol } of ports) {
    if (outer === undefined) continue
    const text = `${outer}:${inner}${protocol === 'tcp' ? '' : `/${protocol}`}`
    if (found.has(text)) continue
    const host = ANYWHERE.has(ip) ? engineHost(address) : ip.includes(':') ? `[${ip}]` : ip
    const published = protocol === 'tcp' ? { text, href: `http://${host}:${outer}` } : { text }
    found.set(text, { port: outer, published })
  }
  return [...found.values()].sort((a, b) => a.port - b.port).map(({ published }) => published)
}

/** The computer that an engine’s ports are on, as a browser names it. */
function engineHost(address: string): string {
  if (!/^(tcp|https?|ssh):\/\//i.test(address)) return 'localhost'
  try {
    const { hostname } = new URL(address.replace(/^[a-z]+:/i, 'http:'))
    return ANYWHERE.has(hostname.replace(/^\[|\]$/g, '')) ? 'localhost' : hostname
  } catch {
    // The engine’s address was accepted by the host; one that is no URL here is a local one.
    return 'localhost'
  }
}
