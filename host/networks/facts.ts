import { z } from 'zod'
import type { Endpoint, NetworkedContainer, NetworkMap, NetworkRules } from '../../contract/index.ts'
import type { EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'
import { containerView, listedContainer, listedNetwork, networkView } from '../inventory/index.ts'
import { isOwnContainer } from '../own-label.ts'
import { pool } from '../pool.ts'

const AT_ONCE = 16

const joined = z.object({
  NetworkID: z.string().default(''),
  EndpointID: z.string().default(''),
  IPAddress: z.string().default(''),
  GlobalIPv6Address: z.string().default(''),
  Gateway: z.string().default(''),
  MacAddress: z.string().default(''),
  Aliases: z.array(z.string()).nullish(),
  DNSNames: z.array(z.string()).nullish(),
  IPAMConfig: z.object({ IPv4Address: z.string().nullish(), IPv6Address: z.string().nullish() }).nullish(),
})
type Joined = z.infer<typeof joined>
const settings = z.object({ Networks: z.record(z.string(), joined).nullish() }).nullish()

const containerList = z.array(
  listedContainer.extend({
    HostConfig: z.object({ NetworkMode: z.string().default('') }).nullish(),
    NetworkSettings: settings,
  }),
)
type Listed = z.infer<typeof containerList>[number]
const inspected = z.object({
  NetworkSettings: settings,
  HostConfig: z.object({ NetworkMode: z.string().default('') }).nullish(),
})
const networkList = z.array(listedNetwork.extend({ Options: z.record(z.string(), z.string()).nullish() }))

type Signal = { signal?: AbortSignal }

/** Who is where, as the engine has it now: all of it, or the containers with a place on one network. */
export async function readMap(
  client: EngineClient,
  at: Signal = {},
  onNetwork?: { id: string; name: string },
): Promise<NetworkMap> {
  // A container that does not run knows its networks by their names alone.
  const filters = onNetwork && JSON.stringify({ network: [onNetwork.id, onNetwork.name] })
  const [found, networks] = await Promise.all([
    client.json(containerList, 'GET', '/containers/json', { query: { all: true, filters }, ...at }),
    client.json(networkList, 'GET', '/networks', at),
  ])
  const listed = found.filter((one) => !isOwnContainer(one))
  const rules = networks.map(rulesOf)
  const byName = new Map(rules.map((one) => [one.name, one]))
  // Podman lists its own network by Docker’s name, and has containers on it by its own.
  const own = rules.find(({ name, builtIn }) => name === 'bridge' && builtIn)
  if (own && !byName.has('podman')) byName.set('podman', own)
  const known = remembered(client)
  const kept = new Set(listed.map(({ Id }) => Id))
  if (onNetwork === undefined) for (const id of known.keys()) if (!kept.has(id)) known.delete(id)
  const containers = await pool(listed, AT_ONCE, async (one) =>
    containerOf(one, await joinedBy(client, one, byName, at), byName),
  )
  return { containers: containers.flat(), networks: rules }
}

/** What listings do not say of a container’s networks, by the endpoints that it was said of. */
type Known = { endpoints: string; mode: string; networks: Record<string, Joined> }
const clients = new WeakMap<EngineClient, Map<string, Known>>()

function remembered(client: EngineClient): Map<string, Known> {
  const known = clients.get(client) ?? new Map<string, Known>()
  clients.set(client, known)
  return known
}

/** The networks of a container with their names. Those of one that does not run may change without a sign of it. */
async function joinedBy(
  client: EngineClient,
  one: Listed,
  networks: ReadonlyMap<string, NetworkRules>,
  at: Signal,
): Promise<Known | undefined> {
  const listed = one.NetworkSettings?.Networks ?? {}
  const names = Object.keys(listed)
  const mode = one.HostConfig?.NetworkMode ?? ''
  if (mode !== '' && !names.some((name) => networks.get(name)?.dns !== false))
    return { endpoints: '', mode, networks: listed }
  const endpoints = Object.values(listed).map(({ EndpointID }) => EndpointID)
  const key = endpoints.sort().join(' ')
  const known = remembered(client).get(one.Id)
  if (known && !endpoints.includes('') && known.endpoints === key) return known
  try {
    const found = await client.json(inspected, 'GET', `/containers/${encodeURIComponent(one.Id)}/json`, at)
    const now = {
      endpoints: key,
      mode: found.HostConfig?.NetworkMode ?? mode,
      networks: found.NetworkSettings?.Networks ?? listed,
    }
    remembered(client).set(one.Id, now)
    return now
  } catch (error) {
    if (error instanceof SlipwayError && error.code === 'NOT_FOUND') return undefined
    throw error
  }
}

function containerOf(
  one: Listed,
  joined: Known | undefined,
  networks: ReadonlyMap<string, NetworkRules>,
): NetworkedContainer[] {
  // It was removed meanwhile.
  if (!joined) return []
  const { id, name, state, health, exitCode, image, stack, ports } = containerView(one)
  return [
    {
      id,
      name,
      state,
      ...(health && { health }),
      ...(exitCode !== undefined && { exitCode }),
      image,
      ...(stack !== undefined && { stack }),
      namespace: namespaceOf(joined.mode),
      endpoints: Object.entries(joined.networks)
        .map(([network, place]) => endpointOf(network, place, { id, name }, networks))
        .sort((a, b) => (a.network < b.network ? -1 : 1)),
      ports,
    },
  ]
}

function namespaceOf(mode: string): NetworkedContainer['namespace'] {
  if (mode === 'host' || mode === 'none') return { kind: mode }
  const [, container] = /^container:(.+)$/.exec(mode) ?? []
  return container === undefined ? { kind: 'own' } : { kind: 'shared', container }
}

function endpointOf(
  network: string,
  place: Joined,
  { id, name }: { id: string; name: string },
  networks: ReadonlyMap<string, NetworkRules>,
): Endpoint {
  const rules = networks.get(network)
  const { IPAddress, GlobalIPv6Address, Gateway, MacAddress, IPAMConfig } = place
  const said = place.DNSNames ?? [...(place.Aliases ?? []), id.slice(0, 12)]
  const fixed = (value: string | null | undefined) => (value ? value : undefined)
  const ip = fixed(IPAMConfig?.IPv4Address)
  const ip6 = fixed(IPAMConfig?.IPv6Address)
  return {
    network: rules?.id ?? place.NetworkID ?? network,
    ...(IPAddress && { address: IPAddress }),
    ...(GlobalIPv6Address && { address6: GlobalIPv6Address }),
    ...(MacAddress && { mac: MacAddress }),
    ...(Gateway && { gateway: Gateway }),
    names: rules?.dns === false ? [] : [...new Set([name, ...said])],
    fixed: { ...(ip !== undefined && { ip }), ...(ip6 !== undefined && { ip6 }) },
  }
}

function rulesOf(one: z.infer<typeof networkList>[number]): NetworkRules {
  const { id, name, driver, scope, subnets, gateways, internal, builtIn, stack } = networkView(one)
  const options = one.Options ?? {}
  return {
    ...{ id, name, driver, scope, subnets, gateways, internal, builtIn },
    ...(stack !== undefined && { stack }),
    // The engine’s own networks have none: on them, containers are found by their addresses alone.
    dns: !builtIn,
    open: options['com.docker.network.bridge.enable_icc'] !== 'false' && options.macvlan_mode !== 'private',
  }
}
