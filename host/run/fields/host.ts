import type { ExtraHost } from '../../../contract/run.ts'
import { Misfit } from '../misfit.ts'
import { parseIp } from '../values/ip.ts'

/** `--add-host`: `name:address`, `name=address`, `name:[::1]`, `name:host-gateway`. @throws Misfit */
export function extraHostOf(value: string): ExtraHost {
  const at = value.includes('=') ? value.indexOf('=') : value.indexOf(':')
  const host = value.slice(0, Math.max(at, 0))
  if (host === '' || host.includes(':')) throw new Misfit(`“${value}” is not NAME:ADDRESS.`)
  const rest = value.slice(at + 1)
  const address = rest.length > 2 ? (/^\[(.*)\]$/s.exec(rest)?.[1] ?? rest) : rest
  if (address !== 'host-gateway' && parseIp(address.trim()) === undefined) {
    throw new Misfit(`“${address}” is neither an IP address nor host-gateway.`)
  }
  return { host, address }
}

export const extraHostText = ({ host, address }: ExtraHost): string => `${host}:${address}`

/** A name server's address in its shortest form. @throws Misfit */
export function nameServerOf(value: string): string {
  const address = parseIp(value.trim())
  if (address === undefined) throw new Misfit(`“${value}” is not an IP address.`)
  return address
}

/** A domain to search names in; `.` for none. @throws Misfit */
export function searchDomainOf(value: string): string {
  const text = value.replace(/^ +| +$/g, '')
  if (text === '.') return text
  const domain = DOMAIN.exec(text)?.[1]
  if (domain === undefined || !/[a-zA-Z]/.test(text) || domain.length >= 255) {
    throw new Misfit(`“${value}” is not a domain.`)
  }
  return domain
}

/** Colons where none belong are taken as the CLI takes them. */
const PART = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])'
const DOMAIN = new RegExp(`^(:{0,2}${PART}(?::?\\.:{0,2}${PART})*)\\.?[\\t\\n\\f\\r ]*$`)

/** `--link`: `container` or `container:alias`. @throws Misfit */
export function linkOf(value: string): string {
  if (value === '' || value.split(':').length > 2) throw new Misfit(`“${value}” is not CONTAINER:ALIAS.`)
  return value
}
