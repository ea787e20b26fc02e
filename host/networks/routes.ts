import { readFile } from 'node:fs/promises'
import ipaddr from 'ipaddr.js'
import { type Cidr, contains } from './cidr.ts'

/** A range that this computer reaches over a link of its own. */
export type HostRoute = { range: Cidr; link: string }

/** The ranges that this computer has routes to, the way to everything else apart; none where it does not say. */
export async function hostRoutes(): Promise<HostRoute[]> {
  if (process.platform !== 'linux') return []
  const [four, six] = await Promise.all(
    ['route', 'ipv6_route'].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')),
  )
  return [...routes4(four ?? ''), ...routes6(six ?? '')]
}

/** Reads the kernel’s `/proc/net/route`: addresses are its numbers as they lie in memory, so their bytes are turned. */
export function routes4(text: string): HostRoute[] {
  return text
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [link, destination, , , , , , mask] = line.split(/\s+/)
      if (!link || !destination || !mask || !/^[0-9A-F]{8}$/i.test(destination + mask.slice(8))) return []
      const bytes = [...Buffer.from(destination, 'hex')].reverse()
      const bits = [...Buffer.from(mask, 'hex')].reduce((sum, byte) => sum + ones(byte), 0)
      return bits === 0 ? [] : [{ range: { address: new ipaddr.IPv4(bytes), bits }, link }]
    })
}

const LINK_LOCAL: Cidr = { address: ipaddr.IPv6.parse('fe80::'), bits: 10 }
const MULTICAST: Cidr = { address: ipaddr.IPv6.parse('ff00::'), bits: 8 }
/** A route that only says that there is none. */
const REJECT = 0x0200

/** Reads `/proc/net/ipv6_route`; single addresses, and what every link has, are no ranges. */
export function routes6(text: string): HostRoute[] {
  return text.split('\n').flatMap((line) => {
    const [destination = '', length = '', , , , , , , flags = '', link = ''] = line.trim().split(/\s+/)
    const bits = Number.parseInt(length, 16)
    if (!/^[0-9a-f]{32}$/i.test(destination) || !(bits > 0 && bits < 128)) return []
    if ((Number.parseInt(flags, 16) & REJECT) !== 0 || link === '' || link === 'lo') return []
    const address = new ipaddr.IPv6([...Buffer.from(destination, 'hex')])
    return contains(LINK_LOCAL, address) || contains(MULTICAST, address) ? [] : [{ range: { address, bits }, link }]
  })
}

const ones = (byte: number): number => byte.toString(2).replaceAll('0', '').length
