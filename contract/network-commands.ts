// The docker command of each thing that is done to networks: the page shows it before, the host records it after.
import type { EndpointSpec, NetworkSpec } from './network.ts'
import type { Pair } from './run.ts'
import { commandLine } from './shell.ts'

/** A network that nothing is said of but its name. */
export const plainNetwork = (name: string): NetworkSpec => ({
  name,
  driver: 'bridge',
  options: [],
  labels: [],
  subnets: [],
  ipamOptions: [],
  internal: false,
  attachable: false,
  ingress: false,
  configOnly: false,
})

/** A place on a network of which nothing is said. */
export const PLAIN_ENDPOINT: EndpointSpec = { aliases: [], linkLocalIps: [], links: [], driverOptions: [] }

const flag = (word: string, on: boolean) => (on ? [word] : [])
const valued = (word: string, value: string | number | undefined) => (value === undefined ? [] : [word, String(value)])
const pairs = (word: string, list: readonly Pair[]) => list.flatMap(({ key, value }) => [word, `${key}=${value}`])
/** A flag that takes a list: what has a comma or quotes in it stands in quotes of its own. */
const listed = (word: string, values: readonly string[]) =>
  values.flatMap((value) => [word, /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value])
/** What looks like a flag, and is none, stands behind `--`. */
const ended = (names: readonly string[]) => (names.some((name) => /^-./.test(name)) ? ['--', ...names] : names)

/** Makes a network. */
export function createNetworkCommand(network: NetworkSpec): string {
  const { name, driver, subnets, ipv4, ipv6 } = network
  return commandLine([
    ...['docker', 'network', 'create'],
    ...(driver === 'bridge' ? [] : ['-d', driver]),
    ...subnets.flatMap(({ subnet, range, gateway, reserved }) => [
      ...listed('--subnet', [subnet]),
      ...listed('--ip-range', range === undefined ? [] : [range]),
      ...listed('--gateway', gateway === undefined ? [] : [gateway]),
      ...pairs('--aux-address', reserved),
    ]),
    ...(ipv4 === undefined ? [] : [ipv4 ? '--ipv4' : '--ipv4=false']),
    ...(ipv6 === undefined ? [] : [ipv6 ? '--ipv6' : '--ipv6=false']),
    ...flag('--internal', network.internal),
    ...flag('--attachable', network.attachable),
    ...flag('--ingress', network.ingress),
    ...flag('--config-only', network.configOnly),
    ...valued('--config-from', network.configFrom),
    ...valued('--scope', network.scope),
    ...valued('--ipam-driver', network.ipamDriver),
    ...pairs('--ipam-opt', network.ipamOptions),
    ...pairs('-o', network.options),
    ...pairs('--label', network.labels),
    ...ended([name]),
  ])
}

/** What the flags of `docker network connect` say of a place on a network. */
export const endpointWords = (endpoint: EndpointSpec): string[] => [
  ...listed('--alias', endpoint.aliases),
  ...valued('--ip', endpoint.ip),
  ...valued('--ip6', endpoint.ip6),
  ...listed('--link-local-ip', endpoint.linkLocalIps),
  ...endpoint.links.flatMap((link) => ['--link', link]),
  ...listed(
    '--driver-opt',
    endpoint.driverOptions.map(({ key, value }) => `${key}=${value}`),
  ),
  ...valued('--gw-priority', endpoint.gatewayPriority),
]

/** Puts containers on a network, one command each. */
export const connectCommand = (network: string, containers: readonly string[], endpoint: EndpointSpec): string =>
  containers
    .map((name) => commandLine(['docker', 'network', 'connect', ...endpointWords(endpoint), ...ended([network, name])]))
    .join(' && ')

/** Takes containers off a network, one command each. */
export function disconnectCommand(network: string, containers: readonly string[], force = false): string {
  return containers
    .map((name) => commandLine(['docker', 'network', 'disconnect', ...flag('-f', force), ...ended([network, name])]))
    .join(' && ')
}

/** Removes networks. */
export const removeNetworksCommand = (names: readonly string[], force = false): string =>
  commandLine(['docker', 'network', 'rm', ...flag('-f', force), ...ended(names)])
