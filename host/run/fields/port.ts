import type { ExposedPort, PortRange, PublishedPort } from '../../../contract/run.ts'
import { Misfit } from '../misfit.ts'
import { parseIp } from '../values/ip.ts'

/**
 * A published port: `80`, `8080:80`, `127.0.0.1:53:53/udp`, `8000-8003:8000-8003`, `[::1]:80:80`,
 * or `published=8080,target=80,protocol=tcp`.
 * @throws Misfit
 */
export function publishedPortOf(value: string): PublishedPort {
  const text = value.includes('=') ? fromOptions(value) : value
  const parts = text.split(':')
  const { port, protocol } = cutProtocol(parts.at(-1) ?? '')
  const host = parts.at(-2) ?? ''
  const ip = addressOf(parts.slice(0, -2).join(':'), text)
  if (port === '') throw new Misfit(`“${value}” names no port of the container.`)
  const container = rangeOf(port, 'the container’s port')
  const outer = host === '' ? undefined : rangeOf(host, 'the host’s port')
  const length = ({ from, to }: PortRange) => to - from
  if (outer && length(outer) !== length(container) && container.from !== container.to) {
    throw new Misfit(`The ranges ${host} and ${port} have different lengths.`)
  }
  const lower = protocol.toLowerCase()
  if (lower !== 'tcp' && lower !== 'udp' && lower !== 'sctp') {
    throw new Misfit(`“${protocol}” is no protocol of ports: use tcp, udp or sctp.`)
  }
  return { ...(ip !== undefined && { ip }), ...(outer && { host: outer }), container, protocol: lower }
}

/** The port as `-p` takes it. */
export function publishedPortText({ ip, host, container, protocol }: PublishedPort): string {
  const outer = host ? rangeText(host) : ''
  const before = ip !== undefined ? `${ip.includes(':') ? `[${ip}]` : ip}:${outer}:` : outer && `${outer}:`
  return `${before}${rangeText(container)}${protocol === 'tcp' ? '' : `/${protocol}`}`
}

/** `80`, `8000-8003`, `53/udp`. @throws Misfit */
export function exposedPortOf(value: string): ExposedPort {
  if (value.includes(':'))
    throw new Misfit(`“${value}” can’t have a host’s port: --expose names the container’s alone.`)
  const { port, protocol } = cutProtocol(value)
  return { ...rangeOf(port, 'a port'), protocol }
}

export const exposedPortText = ({ protocol, ...range }: ExposedPort): string =>
  `${rangeText(range)}${protocol === 'tcp' ? '' : `/${protocol}`}`

const rangeText = ({ from, to }: PortRange) => (from === to ? String(from) : `${from}-${to}`)

function fromOptions(value: string): string {
  const options = new Map([['protocol', 'tcp']])
  for (const part of value.split(',')) {
    const at = part.indexOf('=')
    if (at < 1) throw new Misfit(`“${part}” is not name=value.`)
    options.set(part.slice(0, at), part.slice(at + 1))
  }
  return `${options.get('published') ?? ''}:${options.get('target') ?? ''}/${options.get('protocol') ?? ''}`
}

function cutProtocol(text: string): { port: string; protocol: string } {
  const [port = '', protocol = ''] = text.split('/')
  if (port === '') return { port: '', protocol: '' }
  return { port, protocol: protocol || 'tcp' }
}

function addressOf(text: string, whole: string): string | undefined {
  if (text === '') return undefined
  const bare = /^\[([^[\]]*)\]$/.exec(text)?.[1] ?? text
  if (bare === '' && text !== '') return undefined
  if (parseIp(bare) === undefined) throw new Misfit(`“${text}” in “${whole}” is not an IP address.`)
  return bare
}

function rangeOf(text: string, what: string): PortRange {
  const [first = '', last = first] = text.split('-')
  const from = numberOf(first)
  const to = numberOf(last)
  if (from === undefined || to === undefined) {
    throw new Misfit(`“${text}” is not ${what}: a number up to 65535, or a range such as 8000-8003.`)
  }
  if (to < from) throw new Misfit(`The range ${text} runs backwards.`)
  return { from, to }
}

function numberOf(text: string): number | undefined {
  if (!/^\d+$/.test(text)) return undefined
  const port = Number(text)
  return port <= 65_535 ? port : undefined
}
