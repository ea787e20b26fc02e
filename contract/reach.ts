// Who reaches whom, from what the engine says; the page and the host ask the same.
import { connectCommand, disconnectCommand, PLAIN_ENDPOINT } from './network-commands.ts'
import type { Endpoint, NetworkedContainer, NetworkMap, NetworkRules } from './networks.ts'
import { commandLine } from './shell.ts'

/** Containers by id. */
export type ReachQuestion = { from: string; to: string; port: number; protocol: 'tcp' | 'udp' }

/** Where to connect to, from inside the one who asks. */
export type Way = { host: string; port: number }

/** What helps, with the command that does it. */
export type Remedy = {
  words: string
  command: string
  does?: { kind: 'start'; container: string } | { kind: 'connect'; network: string; container: string }
}

export type ReachAnswer = {
  /** `unsure`: it hangs on what the engine does not tell. */
  verdict: 'yes' | 'no' | 'unsure'
  /** The reason, in a sentence or two. */
  why: string
  /** The best first; none where there is no way. */
  ways: readonly Way[]
  remedies: readonly Remedy[]
}

type Known = {
  networks: ReadonlyMap<string, NetworkRules>
  containers: ReadonlyMap<string, NetworkedContainer>
}

const runs = ({ state }: NetworkedContainer): boolean => state === 'running' || state === 'paused'
const isHost = ({ driver }: NetworkRules): boolean => driver === 'host'
const isBridge = ({ driver }: NetworkRules): boolean => driver === 'bridge'
/** Drivers that put containers on the network outside, where this engine does not rule. */
const isOutside = ({ driver }: NetworkRules): boolean => driver === 'macvlan' || driver === 'ipvlan'

const ANYWHERE = new Set(['', '0.0.0.0', '::'])
const LOOPBACK = /^(?:127\.|::1$)/

/** Whether one container reaches a port of another, why, where, and what to do where it does not. */
export const reach = (map: NetworkMap, question: ReachQuestion): ReachAnswer => reachIn(map)(question)

/** As `reach`, for many questions about the same. */
export function reachIn(map: NetworkMap): (question: ReachQuestion) => ReachAnswer {
  const known: Known = {
    networks: new Map(map.networks.map((network) => [network.id, network])),
    containers: new Map(map.containers.map((container) => [container.id, container])),
  }
  return (question) => answerTo(question, known)
}

/** The port that a container most likely listens on: what it says it has, else that of the web. */
export const usualPort = ({ ports }: Pick<NetworkedContainer, 'ports'>): number =>
  ports.find(({ protocol }) => protocol === 'tcp')?.private ?? 80

function answerTo(question: ReachQuestion, known: Known): ReachAnswer {
  const from = known.containers.get(question.from)
  const to = known.containers.get(question.to)
  if (!from || !to) return no('One of the two is not there any more.')
  for (const one of from === to ? [from] : [from, to]) {
    const idle = notRunning(one)
    if (idle) return idle
  }
  const a = ownerOf(from, known)
  const b = ownerOf(to, known)
  if (typeof a === 'string') return no(a)
  if (typeof b === 'string') return no(b)
  const answer = between(a, b, from, to, question, known)
  if (to.state !== 'paused' || answer.verdict === 'no') return answer
  const why = `${answer.why} But ${to.name} is paused: connections are taken, and nothing answers them until it goes on.`
  const resume = { words: `Resume ${to.name}.`, command: commandLine(['docker', 'unpause', to.name]) }
  return { ...answer, verdict: 'unsure', why, remedies: [resume] }
}

function notRunning(one: NetworkedContainer): ReachAnswer | undefined {
  if (runs(one)) return undefined
  if (one.state === 'restarting')
    return no(`${one.name} ends and is started again and again: it has no network between.`)
  return no(`${one.name} does not run, so it has no network.`, [
    {
      words: `Start ${one.name}.`,
      command: commandLine(['docker', 'start', one.name]),
      does: { kind: 'start', container: one.id },
    },
  ])
}

/** Whose network namespace a container is in; a sentence where that one does not run. */
function ownerOf(one: NetworkedContainer, known: Known): NetworkedContainer | string {
  let at = one
  for (let steps = 0; at.namespace.kind === 'shared' && steps < 10; steps++) {
    const { container } = at.namespace
    const next =
      known.containers.get(container) ??
      [...known.containers.values()].find(({ id, name }) => name === container || id.startsWith(container))
    if (!next) return `${one.name} shares the network of a container that is not there any more.`
    if (!runs(next)) return `${one.name} shares the network of ${next.name}, which does not run.`
    at = next
  }
  return at
}

function between(
  a: NetworkedContainer,
  b: NetworkedContainer,
  from: NetworkedContainer,
  to: NetworkedContainer,
  { port, protocol }: ReachQuestion,
  known: Known,
): ReachAnswer {
  const local = [{ host: '127.0.0.1', port }]
  if (a === b) {
    if (from === to) return yes('It is the container itself.', local)
    return yes(
      `${from.name} and ${to.name} have one network between them, so that each is localhost to the other.`,
      local,
    )
  }
  const [aOnHost, bOnHost] = [onHost(a, known), onHost(b, known)]
  if (aOnHost && bOnHost)
    return yes('Both use the computer’s own network, so that each is localhost to the other.', local)
  const aPlaces = placesOf(a, known)
  const bPlaces = placesOf(b, known)
  for (const [one, places, host, said] of [
    [a, aPlaces, aOnHost, from],
    [b, bPlaces, bOnHost, to],
  ] as const) {
    if (!host && places.length === 0) return onNone(one, said, aPlaces.length > 0 ? aPlaces : bPlaces)
  }
  if (aOnHost) return fromHost(b, bPlaces, from, to, port, protocol)
  if (bOnHost) return toHost(aPlaces, from, to, port)
  return overNetworks(aPlaces, bPlaces, a, b, from, to, port, protocol)
}

type Place = Endpoint & { rules: NetworkRules }

function placesOf(one: NetworkedContainer, { networks }: Known): Place[] {
  return one.endpoints.flatMap((place) => {
    const rules = networks.get(place.network)
    return rules && rules.driver !== 'null' && !isHost(rules) ? [{ ...place, rules }] : []
  })
}

const onHost = (one: NetworkedContainer, { networks }: Known): boolean =>
  one.namespace.kind === 'host' || one.endpoints.some(({ network }) => networks.get(network)?.driver === 'host')

function onNone(one: NetworkedContainer, said: NetworkedContainer, places: readonly Place[]): ReachAnswer {
  const who = said === one ? said.name : `${said.name}, by way of ${one.name},`
  const target = places.find(({ rules }) => !rules.builtIn) ?? places[0]
  const commands = [
    ...(one.namespace.kind === 'none' ? [disconnectCommand('none', [one.name])] : []),
    ...(target ? [connectCommand(target.rules.name, [one.name], PLAIN_ENDPOINT)] : []),
  ]
  return no(
    `${who} is on no network: nothing gets in or out.`,
    target ? [{ words: `Put ${one.name} on ${target.rules.name}.`, command: commands.join(' && ') }] : [],
  )
}

function overNetworks(
  aPlaces: readonly Place[],
  bPlaces: readonly Place[],
  a: NetworkedContainer,
  b: NetworkedContainer,
  from: NetworkedContainer,
  to: NetworkedContainer,
  port: number,
  protocol: string,
): ReachAnswer {
  const shared = bPlaces.filter(({ network }) => aPlaces.some((place) => place.network === network))
  const open = shared.filter(({ rules }) => rules.open)
  if (open.length > 0) {
    // By a name first; on networks without names, by the address alone.
    const ways = [
      // Its short id is a name, too, and none that a person would use.
      ...open.flatMap(({ names }) => names.filter((name) => !b.id.startsWith(name))),
      ...open.flatMap(({ address }) => address ?? []),
      ...open.flatMap(({ address6 }) => address6 ?? []),
    ]
    const named = open.some(({ names }) => names.length > 0)
    const nets = listed(open.map(({ rules }) => rules.name))
    const whom = b === to ? to.name : `${to.name}, as ${b.name},`
    const why = named
      ? `Both are on ${nets}, where ${from.name} finds ${whom} by name.`
      : `Both are on ${nets}, which has no names: ${whom} is found by its address alone, which changes when it is started anew.`
    return yes(why, toWays(ways, port), named ? [] : ownNetwork(a, b, aPlaces, bPlaces))
  }
  const published = overPublished(aPlaces, bPlaces, b, port, protocol)
  const closed = shared.find(({ rules }) => !rules.open)
  const together = suggestion(a, b, aPlaces, bPlaces)
  if (closed) {
    const why = `Both are on ${closed.rules.name}, which keeps its containers apart: they reach only what is published.`
    if (published.ways.length > 0)
      return yes(`${why} ${to.name} publishes port ${port}, so that the way is over the computer.`, published.ways)
    return no(`${why} ${published.why(to)}`, together)
  }
  const apart = `They share no network: ${from.name} is on ${listed(aPlaces.map(({ rules }) => rules.name))}, ${to.name} on ${listed(bPlaces.map(({ rules }) => rules.name))}.`
  if (published.ways.length > 0) {
    const why = `${apart} But ${to.name} publishes port ${port}, so that there is a way over the computer, unless its firewall is against it.`
    return yes(why, published.ways, together)
  }
  const foreign = [...aPlaces, ...bPlaces].find(({ rules }) => isOutside(rules) || !isBridge(rules))
  if (foreign && !aPlaces.every(({ rules }) => rules.internal)) {
    const why = `${apart} ${foreign.rules.name} is a ${foreign.rules.driver} network: whether there is a way hangs on the network outside.`
    return { verdict: 'unsure', why, ways: toWays(addressesOf(bPlaces), port), remedies: together }
  }
  return no(`${apart} The engine keeps networks apart. ${published.why(to)}`, together)
}

/** The way over what is published: the computer is reached at the gateway of any network that leads out. */
function overPublished(
  aPlaces: readonly Place[],
  bPlaces: readonly Place[],
  b: NetworkedContainer,
  port: number,
  protocol: string,
) {
  const ports = b.ports.filter((one) => one.private === port && one.protocol === protocol && one.public !== undefined)
  const out = aPlaces.filter(({ rules }) => isBridge(rules) && !rules.internal)
  const comes = bPlaces.some(({ rules }) => !rules.internal)
  const ways = comes
    ? ports.flatMap(({ ip = '', public: outer = 0 }) => {
        if (LOOPBACK.test(ip)) return []
        const hosts = ANYWHERE.has(ip) ? out.flatMap(({ gateway }) => gateway ?? []) : out.length > 0 ? [ip] : []
        return hosts.map((host) => ({ host, port: outer }))
      })
    : []
  const why = (to: NetworkedContainer): string => {
    if (ports.length === 0) return `And ${to.name} does not publish port ${port}.`
    if (!comes)
      return `${to.name} would publish port ${port}, but is on an internal network alone, where nothing is published.`
    if (out.length === 0) return `${to.name} publishes port ${port}, but an internal network has no way there.`
    return `${to.name} publishes port ${port} to this computer’s localhost alone, which containers don’t reach.`
  }
  return { ways: unique(ways), why }
}

function fromHost(
  b: NetworkedContainer,
  bPlaces: readonly Place[],
  from: NetworkedContainer,
  to: NetworkedContainer,
  port: number,
  protocol: string,
): ReachAnswer {
  const near = bPlaces.filter(({ rules }) => isBridge(rules))
  const published = b.ports
    .filter((one) => one.private === port && one.protocol === protocol && one.public !== undefined)
    .filter(() => bPlaces.some(({ rules }) => !rules.internal))
    .map(({ ip = '', public: outer = 0 }) => ({ host: ANYWHERE.has(ip) ? '127.0.0.1' : ip, port: outer }))
  if (near.length > 0) {
    const ways = unique([...published, ...toWays(addressesOf(near), port)])
    return yes(
      `${from.name} uses the computer’s own network, which reaches ${to.name} by its address; there are no names.`,
      ways,
    )
  }
  if (published.length > 0)
    return yes(
      `${from.name} uses the computer’s own network, where ${to.name} publishes port ${port}.`,
      unique(published),
    )
  const [place] = bPlaces
  if (place && isOutside(place.rules))
    return no(
      `${from.name} uses the computer’s own network, and a computer does not reach the ${place.rules.driver} networks that go out by its own interface.`,
    )
  return no(
    `${from.name} uses the computer’s own network, which has no way into ${listed(bPlaces.map(({ rules }) => rules.name))}.`,
  )
}

function toHost(
  aPlaces: readonly Place[],
  from: NetworkedContainer,
  to: NetworkedContainer,
  port: number,
): ReachAnswer {
  const near = aPlaces.filter(({ rules }) => isBridge(rules))
  const out = near.filter(({ rules }) => !rules.internal)
  if (out.length > 0)
    return yes(
      `${to.name} uses the computer’s own network, which ${from.name} reaches at its gateway, if what listens there takes connections from everywhere and no firewall of the computer is against it.`,
      toWays(gatewaysOf(out), port),
    )
  if (near.length > 0)
    return {
      verdict: 'unsure',
      why: `${to.name} uses the computer’s own network, and ${from.name} is on an internal network alone. Whether that one reaches the computer differs from engine to engine.`,
      ways: toWays(gatewaysOf(near), port),
      remedies: [],
    }
  return no(
    `${to.name} uses the computer’s own network, which is not reached from ${listed(aPlaces.map(({ rules }) => rules.name))}.`,
  )
}

const addressesOf = (places: readonly Place[]): string[] =>
  places.flatMap(({ address, address6 }) => [address ?? [], address6 ?? []].flat())
/** An endpoint on an internal network has no gateway, though the network has one. */
const gatewaysOf = (places: readonly Place[]): string[] =>
  places.flatMap(({ gateway, rules }) => gateway ?? rules.gateways[0] ?? [])

/** A network of one that the other can join; one of a person’s own before the engine’s. */
function suggestion(
  a: NetworkedContainer,
  b: NetworkedContainer,
  aPlaces: readonly Place[],
  bPlaces: readonly Place[],
): Remedy[] {
  const good = ({ rules }: Place) => !rules.builtIn && rules.open && (rules.scope === 'local' || !isBridge(rules))
  const ofB = bPlaces.find((place) => good(place) && !aPlaces.some(({ network }) => network === place.network))
  const ofA = aPlaces.find((place) => good(place) && !bPlaces.some(({ network }) => network === place.network))
  return [
    ...(ofB ? [joining(ofB.rules, a)] : []),
    ...(ofA ? [joining(ofA.rules, b)] : []),
    ...(ofA || ofB ? [] : ownNetwork(a, b, aPlaces, bPlaces)),
  ].slice(0, 2)
}

const joining = (network: NetworkRules, one: NetworkedContainer): Remedy => ({
  words: `Put ${one.name} on ${network.name}.`,
  command: connectCommand(network.name, [one.name], PLAIN_ENDPOINT),
  does: { kind: 'connect', network: network.id, container: one.id },
})

/** A new network for the two, where neither has one that has names. */
function ownNetwork(
  a: NetworkedContainer,
  b: NetworkedContainer,
  aPlaces: readonly Place[],
  bPlaces: readonly Place[],
): Remedy[] {
  const own = [...aPlaces, ...bPlaces].some(({ rules }) => !rules.builtIn && rules.open)
  if (own && !bPlaces.some(({ network }) => aPlaces.some((place) => place.network === network)))
    return suggestion(a, b, aPlaces, bPlaces)
  const name = `${a.name}-${b.name}`
  return [
    {
      words: 'Make a network for the two, on which they find each other by name.',
      command: [
        commandLine(['docker', 'network', 'create', name]),
        connectCommand(name, [a.name, b.name], PLAIN_ENDPOINT),
      ].join(' && '),
    },
  ]
}

const toWays = (hosts: readonly string[], port: number): Way[] => unique(hosts.map((host) => ({ host, port })))

function unique(ways: readonly Way[]): Way[] {
  return [...new Map(ways.map((way) => [`${way.host} ${way.port}`, way])).values()]
}

const yes = (why: string, ways: readonly Way[], remedies: readonly Remedy[] = []): ReachAnswer => ({
  verdict: 'yes',
  why,
  ways,
  remedies,
})
const no = (why: string, remedies: readonly Remedy[] = []): ReachAnswer => ({ verdict: 'no', why, ways: [], remedies })

function listed(names: readonly string[]): string {
  const each = [...new Set(names)]
  if (each.length <= 1) return each[0] ?? 'no network'
  return `${each.slice(0, -1).join(', ')} and ${each.at(-1)}`
}
