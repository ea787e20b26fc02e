import type { NetworkSpec, SubnetSpec } from '../../../contract/index.ts'
import { contains, overlaps, parseAddress, parseCidr, within } from '../../networks/index.ts'
import { cutPair, labelOf } from '../fields/pair.ts'
import { truthOf } from '../flags/flag.ts'
import { Conflict, Misfit } from '../misfit.ts'
import type { Surroundings } from '../shell/word.ts'
import { csvFields } from '../values/csv.ts'
import { decimal, int64Of } from '../values/integer.ts'
import { networkListFlags, networkNamedOf } from './network-set.ts'
import type { Said } from './said.ts'
import { filterOf, targetOf } from './set.ts'
import { alone, type CommandSpec, valued } from './spec.ts'

const ANY = Number.POSITIVE_INFINITY

/** Commands about networks. */
export const networks: CommandSpec[] = [
  {
    names: ['network create'],
    about: 'makes a network',
    flags: [
      alone('attachable', undefined, 'containers may join it by hand, too'),
      valued('aux-address', undefined, 'an address that something else has'),
      valued('config-from', undefined, 'the network whose settings it takes'),
      alone('config-only', undefined, 'only settings for other networks'),
      valued('driver', 'd', 'the driver that makes it'),
      valued('gateway', undefined, 'the address of the way out of its subnet'),
      alone('ingress', undefined, 'the one that a swarm publishes ports on'),
      alone('internal', undefined, 'without a way out'),
      valued('ip-range', undefined, 'the part of its subnet that containers get addresses from'),
      valued('ipam-driver', undefined, 'the driver that gives addresses'),
      valued('ipam-opt', undefined, 'an option of the driver that gives addresses'),
      alone('ipv4', undefined, 'with IPv4 addresses'),
      alone('ipv6', undefined, 'with IPv6 addresses'),
      valued('label', undefined, 'a label of the network'),
      valued('opt', 'o', 'an option of its driver'),
      valued('scope', undefined, 'where it is known: on this engine, or in the swarm'),
      valued('subnet', undefined, 'the addresses that it has'),
    ],
    args: { about: 'the network’s name', min: 1, max: 1 },
    read: (said) => ({ kind: 'createNetwork', network: networkOf(said) }),
  },
  {
    names: ['network ls', 'network list'],
    about: 'lists networks',
    flags: networkListFlags,
    args: { about: '', min: 0, max: 0 },
    read: (said) => ({
      kind: 'networks',
      filters: said.all('filter', filterOf),
      quiet: said.truth('quiet'),
      noTrunc: said.truth('no-trunc'),
      ...said.text('format', 'format'),
    }),
  },
  {
    names: ['network inspect'],
    about: 'shows all that the engine knows of networks',
    flags: [valued('format', 'f', 'how it is printed'), alone('verbose', 'v', 'with what a swarm knows of it')],
    args: { about: 'a network', min: 1, max: ANY },
    read: (said, around) => ({
      kind: 'inspectNetworks',
      networks: said.args.map((word) => networkNamedOf(word, around)),
      verbose: said.truth('verbose'),
      ...said.text('format', 'format'),
    }),
  },
  {
    names: ['network rm', 'network remove'],
    about: 'removes networks',
    flags: [alone('force', 'f', 'saying nothing where there is none of that name')],
    args: { about: 'a network', min: 1, max: ANY },
    read: (said, around) => ({
      kind: 'removeNetworks',
      networks: said.args.map((word) => networkNamedOf(word, around)),
      force: said.truth('force'),
    }),
  },
  {
    names: ['network connect'],
    about: 'puts a container on a network',
    flags: [
      valued('alias', undefined, 'a further name that it is found by there'),
      valued('driver-opt', undefined, 'an option of the network’s driver for it'),
      valued('gw-priority', undefined, 'how much its way out is preferred'),
      valued('ip', undefined, 'the IPv4 address that it gets'),
      valued('ip6', undefined, 'the IPv6 address that it gets'),
      valued('link', undefined, 'another container that it finds by a name'),
      valued('link-local-ip', undefined, 'a link-local address that it gets'),
    ],
    args: { about: 'the network, then the container', min: 2, max: 2 },
    read: (said, around) => ({
      kind: 'connectNetwork',
      network: oneNetwork(said, around),
      targets: said.args.slice(1).map((word) => targetOf(word, around)),
      endpoint: {
        aliases: lists(said, 'alias'),
        linkLocalIps: lists(said, 'link-local-ip').map(address('link-local-ip')),
        links: said.texts('link'),
        driverOptions: lists(said, 'driver-opt').map(driverOption),
        ...ipSaid(said, 'ip'),
        ...ipSaid(said, 'ip6'),
        ...said.last('gw-priority', 'gatewayPriority', (value) => int64Of(decimal(value))),
      },
    }),
  },
  {
    names: ['network disconnect'],
    about: 'takes a container off a network',
    flags: [alone('force', 'f', 'though it is no longer there')],
    args: { about: 'the network, then the container', min: 2, max: 2 },
    read: (said, around) => ({
      kind: 'disconnectNetwork',
      network: oneNetwork(said, around),
      targets: said.args.slice(1).map((word) => targetOf(word, around)),
      force: said.truth('force'),
    }),
  },
]

/** The network that is named first. @throws Misfit for a list of them */
function oneNetwork(said: Said, around: Surroundings): string {
  const [word] = said.args
  const named = word && networkNamedOf(word, around)
  if (!named || 'set' in named) throw new Misfit('One network is to be named.')
  return named.name
}

/** Every value of a flag that takes lists: `a,b` are two. @throws Conflict naming the flag */
function lists(said: Said, flag: string): string[] {
  return said.all(flag, (value) => (value === '' ? [] : csvFields(value))).flat()
}

const address = (flag: string) => (value: string) => {
  if (!parseAddress(value)) throw new Conflict(`“${value}” is not an address.`, [flag])
  return value
}

function ipSaid<K extends 'ip' | 'ip6'>(said: Said, flag: K) {
  return said.last(flag, flag, (value) => {
    const kind = parseAddress(value)?.kind()
    if (kind !== (flag === 'ip' ? 'ipv4' : 'ipv6'))
      throw new Misfit(
        `“${value}” is not an ${flag === 'ip' ? 'IPv4 address such as 172.30.0.5' : 'IPv6 address such as fd00::5'}.`,
      )
    return value
  })
}

function driverOption(text: string) {
  const { key, value } = cutPair(text)
  if (!text.includes('=') || key.trim() === '') throw new Conflict(`“${text}” is not key=value.`, ['driver-opt'])
  return { key: key.trim(), value: value.trim() }
}

/** Each key once, with the value that was said last. */
function settings(said: Said, flag: string) {
  const pairs = said.all(flag, cutPair)
  return [...new Map(pairs.map(({ key, value }) => [key, value]))].map(([key, value]) => ({ key, value }))
}

function labels(said: Said) {
  const pairs = said.all('label', labelOf)
  return [...new Map(pairs.map(({ key, value }) => [key, value]))].map(([key, value]) => ({ key, value }))
}

function networkOf(said: Said): NetworkSpec {
  const { driver = 'bridge' } = said.text('driver', 'driver')
  return {
    name: said.name(0, 'The network').trim(),
    driver,
    options: settings(said, 'opt'),
    labels: labels(said),
    subnets: subnetsOf(said),
    ...ipamDriver(said),
    ipamOptions: settings(said, 'ipam-opt'),
    ...said.last('ipv4', 'ipv4', truthOf),
    ...said.last('ipv6', 'ipv6', truthOf),
    internal: said.truth('internal'),
    attachable: said.truth('attachable'),
    ingress: said.truth('ingress'),
    configOnly: said.truth('config-only'),
    ...said.text('config-from', 'configFrom'),
    ...said.text('scope', 'scope'),
  }
}

function ipamDriver(said: Said): { ipamDriver?: string } {
  const { driver } = said.text('ipam-driver', 'driver')
  return driver === undefined || driver === 'default' ? {} : { ipamDriver: driver }
}

/** Puts ranges, gateways and reserved addresses to the subnets that they are of, as the CLI does. @throws Conflict */
function subnetsOf(said: Said): SubnetSpec[] {
  const ranges = lists(said, 'ip-range')
  const gateways = lists(said, 'gateway')
  const subnets: SubnetSpec[] = lists(said, 'subnet').map((subnet) => ({ subnet, reserved: [] }))
  if (subnets.length < ranges.length || subnets.length < gateways.length) {
    const flag = subnets.length < ranges.length ? 'ip-range' : 'gateway'
    throw new Conflict('Each ip-range and each gateway needs a subnet that it is of.', [flag])
  }
  const wholes = subnets.map(({ subnet }) => {
    const whole = parseCidr(subnet)
    if (!whole) throw new Conflict(`“${subnet}” is not a subnet such as 10.5.0.0/16.`, ['subnet'])
    return whole
  })
  if (wholes.some((one, at) => wholes.slice(0, at).some((other) => overlaps(one, other))))
    throw new Conflict('Subnets of one network can’t have addresses in common.', ['subnet'])
  for (const range of ranges) {
    const part = parseCidr(range)
    const at = part ? wholes.findIndex((whole) => within(part, whole)) : -1
    const spec = subnets[at]
    if (!spec) throw new Conflict(`The range ${range} is in none of the subnets.`, ['ip-range'])
    if (spec.range !== undefined) throw new Conflict(`${spec.subnet} can’t have two ranges.`, ['ip-range'])
    spec.range = range
  }
  const subnetOf = (text: string) => {
    const one = parseAddress(text)
    return one && subnets[wholes.findIndex((whole) => contains(whole, one))]
  }
  for (const gateway of gateways) {
    const spec = subnetOf(gateway)
    if (!spec) throw new Conflict(`The gateway ${gateway} is in none of the subnets.`, ['gateway'])
    if (spec.gateway !== undefined) throw new Conflict(`${spec.subnet} can’t have two gateways.`, ['gateway'])
    spec.gateway = gateway
  }
  for (const reserved of settings(said, 'aux-address')) {
    const spec = subnetOf(reserved.value)
    if (!spec) throw new Conflict(`The address ${reserved.value} is in none of the subnets.`, ['aux-address'])
    spec.reserved.push(reserved)
  }
  return subnets
}
