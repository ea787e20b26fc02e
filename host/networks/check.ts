import type { Network, NetworkProblem, NetworkSpec, SubnetSpec } from '../../contract/index.ts'
import { type Cidr, cidrText, contains, overlaps, parseAddress, parseCidr, within } from './cidr.ts'
import type { HostRoute } from './routes.ts'

type Known = Pick<Network, 'name' | 'scope' | 'subnets'>

/** What speaks against making a network, the worst first; none when the engine will take it. */
export function networkProblems(
  network: NetworkSpec,
  networks: readonly Known[],
  routes: readonly HostRoute[],
): NetworkProblem[] {
  const problems: NetworkProblem[] = []
  if (networks.some(({ name }) => name === network.name))
    problems.push({ field: 'name', what: `There is a network “${network.name}” already.`, mayPass: false })
  const ranges = network.subnets.map(({ subnet }) => parseCidr(subnet))
  for (const [at, spec] of network.subnets.entries()) {
    const range = ranges[at]
    const say = (field: NetworkProblem['field'], what: string, mayPass = false) =>
      problems.push({ field, at, what, mayPass })
    if (!range) {
      say('subnet', `“${spec.subnet}” is not a subnet such as 10.5.0.0/16 or fd00:5::/64.`)
      continue
    }
    partsOf(spec, range, say)
    const twin = ranges.findIndex((other, index) => index < at && other !== undefined && overlaps(range, other))
    if (twin >= 0) say('subnet', `It has addresses in common with ${network.subnets[twin]?.subnet ?? 'another'}.`)
    if (range.address.kind() === 'ipv6' && network.ipv6 !== true)
      say('subnet', 'These are IPv6 addresses: switch IPv6 on.')
    // Nothing is reserved by a network that only describes others, nor by another addressing driver.
    if (network.configOnly || (network.ipamDriver ?? 'default') !== 'default') continue
    const clash = clashWith(range, network, networks, routes)
    if (clash) say('subnet', clash.what, clash.mayPass)
  }
  return problems.sort((a, b) => Number(a.mayPass) - Number(b.mayPass))
}

function partsOf(
  { subnet, range, gateway, reserved }: SubnetSpec,
  whole: Cidr,
  say: (field: NetworkProblem['field'], what: string) => void,
): void {
  if (range !== undefined) {
    const part = parseCidr(range)
    if (!part) say('range', `“${range}” is not a range such as 10.5.1.0/24.`)
    else if (!within(part, whole)) say('range', `It is not within ${subnet}.`)
  }
  if (gateway !== undefined) {
    const address = parseAddress(gateway)
    if (!address) say('gateway', `“${gateway}” is not an address such as 10.5.0.1.`)
    else if (!contains(whole, address)) say('gateway', `It is not within ${subnet}.`)
  }
  for (const { key, value } of reserved) {
    const address = parseAddress(value)
    if (!address) say('reserved', `“${value}” of ${key || 'nobody'} is not an address such as 10.5.0.9.`)
    else if (!contains(whole, address)) say('reserved', `${value} is not within ${subnet}.`)
  }
}

/** Networks of one scope share their addresses; the computer’s own are only in a bridge’s way. */
function clashWith(range: Cidr, network: NetworkSpec, networks: readonly Known[], routes: readonly HostRoute[]) {
  const scope = network.scope ?? (network.driver === 'overlay' ? 'swarm' : 'local')
  for (const known of networks) {
    const taken = known.subnets.find((subnet) => overlapsText(range, subnet))
    if (taken !== undefined && known.scope === scope)
      return { what: `The network ${known.name} has ${taken}.`, mayPass: false }
  }
  if (network.driver !== 'bridge') return undefined
  const route = routes.find((one) => overlaps(range, one.range))
  if (!route) return undefined
  return {
    what: `This computer reaches ${cidrText(route.range)} over ${route.link}; what is there would no longer be reached.`,
    mayPass: true,
  }
}

function overlapsText(range: Cidr, subnet: string): boolean {
  const other = parseCidr(subnet)
  return other !== undefined && overlaps(range, other)
}
