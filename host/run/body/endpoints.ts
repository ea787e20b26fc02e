import type { NetworkAttachment, Run } from '../../../contract/run.ts'
import { isUserDefined } from '../fields/network.ts'
import { Conflict } from '../misfit.ts'
import { isMac } from '../values/mac.ts'

const DEFAULT: NetworkAttachment = { name: 'default', aliases: [], driverOptions: [], linkLocalIps: [] }

/** A network to join, with all that is said of it. */
export type Endpoint = NetworkAttachment & { links: string[] }

/**
 * The networks to join. What flags such as `--ip` and `--network-alias` say goes to the first.
 * @throws Conflict
 */
export function endpointsOf(run: Run): Endpoint[] {
  const [first = DEFAULT, ...others] = run.network
  const endpoints = [withFlags(first, run), ...others.map((network) => ({ ...network, links: [] }))]
  const names = new Set<string>()
  for (const endpoint of endpoints) {
    check(endpoint)
    if (names.has(endpoint.name)) throw new Conflict(`The network ${endpoint.name} is named twice.`, ['network'])
    names.add(endpoint.name)
  }
  if (run.network.some(({ name }) => isUserDefined(name)) && run.network.some(({ name }) => !isUserDefined(name))) {
    throw new Conflict('A network of your own can’t be joined together with one of the engine’s own.', ['network'])
  }
  return endpoints
}

function withFlags(network: NetworkAttachment, run: Run): Endpoint {
  const twice = (flag: string, said: boolean, what: string) => {
    if (said) throw new Conflict(`${what} is said twice: by --${flag} and within --network.`, [flag, 'network'])
  }
  twice('network-alias', network.aliases.length > 0 && run.networkAlias.length > 0, 'The alias')
  twice('ip', network.ip !== undefined && run.ip !== undefined, 'The IPv4 address')
  twice('ip6', network.ip6 !== undefined && run.ip6 !== undefined, 'The IPv6 address')
  twice('mac-address', network.macAddress !== undefined && run.macAddress !== undefined, 'The hardware address')
  twice('link-local-ip', network.linkLocalIps.length > 0 && run.linkLocalIp.length > 0, 'The link-local address')
  const pick = (key: 'ip' | 'ip6' | 'macAddress') => {
    const value = run[key] ?? network[key]
    return value === undefined ? {} : { [key]: value }
  }
  return {
    ...network,
    aliases: run.networkAlias.length > 0 ? run.networkAlias : network.aliases,
    linkLocalIps: run.linkLocalIp.length > 0 ? run.linkLocalIp : network.linkLocalIps,
    links: isUserDefined(network.name) ? run.link : [],
    ...pick('ip'),
    ...pick('ip6'),
    ...pick('macAddress'),
  }
}

function check({ name, aliases, macAddress }: Endpoint): void {
  if (name.trim() === '') throw new Conflict('A network has no name.', ['network'])
  if (!isUserDefined(name) && aliases.length > 0) {
    const which = name === 'default' ? 'The default network' : `The network ${name}`
    throw new Conflict(`${which} has no aliases: only a network of your own has.`, ['network-alias', 'network'])
  }
  if (macAddress !== undefined && !isMac(macAddress.trim())) {
    throw new Conflict(`“${macAddress}” is not a hardware address such as 02:42:ac:11:00:02.`, ['network'])
  }
}
