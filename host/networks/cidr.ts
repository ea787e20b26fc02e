import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** A range of addresses. */
export type Cidr = { address: ipaddr.IPv4 | ipaddr.IPv6; bits: number }

/** `10.5.0.0/16`, `fd00::/64`; undefined for what is none. */
export function parseCidr(text: string): Cidr | undefined {
  const [, address = '', bits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? []
  const parsed = parseAddress(address)
  if (!parsed || Number(bits) > (parsed.kind() === 'ipv4' ? 32 : 128)) return undefined
  return { address: parsed, bits: Number(bits) }
}

/** An address without a zone; undefined for what is none. */
export function parseAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  return isIP(text) === 0 || text.includes('%') ? undefined : ipaddr.parse(text)
}

/** Whether an address is one of the range. */
export function contains({ address, bits }: Cidr, one: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return address.kind() === one.kind() && one.match(address, bits)
}

/** Whether two ranges have an address in common. */
export const overlaps = (a: Cidr, b: Cidr): boolean => contains(a, b.address) || contains(b, a.address)

/** Whether all of one range is within the other. */
export const within = (inner: Cidr, outer: Cidr): boolean => inner.bits >= outer.bits && contains(outer, inner.address)

/** The range with its first address, as `10.5.0.0/16`. */
export function cidrText({ address, bits }: Cidr): string {
  const whole = `${address.toString()}/${bits}`
  const first =
    address.kind() === 'ipv4'
      ? ipaddr.IPv4.networkAddressFromCIDR(whole).toString()
      : ipaddr.IPv6.networkAddressFromCIDR(whole).toString()
  return `${first}/${bits}`
}
