import { z } from 'zod'
import { outcome } from './containers.ts'
import { engineId } from './engines.ts'
import { base } from './errors.ts'
import { containerId, containerState, health, port } from './inventory.ts'
import { endpointSpec, networkSpec } from './network.ts'

/** A network’s id, as the engine has it. */
export const networkId = z.string().regex(/^[a-z0-9]{12,64}$/, 'is not a network’s id')

/** A container’s place on a network. */
export const endpoint = z.object({
  /** The network’s id; its name where the engine does not say more. */
  network: z.string(),
  /** Addresses without the length of their network; absent while it does not run. */
  address: z.string().optional(),
  address6: z.string().optional(),
  mac: z.string().optional(),
  /** Where what is for other networks goes. */
  gateway: z.string().optional(),
  /** What it is found by in the network’s DNS, its own name first. */
  names: z.array(z.string()),
  /** What is written down to be kept at each start. */
  fixed: z.object({ ip: z.string().optional(), ip6: z.string().optional() }),
})
export type Endpoint = z.infer<typeof endpoint>

/** A container as its networks go. */
export const networkedContainer = z.object({
  id: z.string(),
  name: z.string(),
  state: containerState,
  health: health.optional(),
  exitCode: z.number().optional(),
  image: z.string(),
  stack: z.string().optional(),
  /** Whose network namespace it has: its own, the engine’s computer’s, none at all, or that of another container. */
  namespace: z.union([
    z.object({ kind: z.enum(['own', 'host', 'none']) }),
    z.object({ kind: z.literal('shared'), container: z.string() }),
  ]),
  endpoints: z.array(endpoint),
  ports: z.array(port),
})
export type NetworkedContainer = z.infer<typeof networkedContainer>

/** A network as far as who reaches whom goes. */
export const networkRules = z.object({
  id: z.string(),
  name: z.string(),
  driver: z.string(),
  scope: z.string(),
  subnets: z.array(z.string()),
  gateways: z.array(z.string()),
  internal: z.boolean(),
  builtIn: z.boolean(),
  stack: z.string().optional(),
  /** The engine’s DNS answers on it. */
  dns: z.boolean(),
  /** Its containers reach one another, not only what is published. */
  open: z.boolean(),
})
export type NetworkRules = z.infer<typeof networkRules>

/** All that is known of who is where. */
export const networkMap = z.object({ containers: z.array(networkedContainer), networks: z.array(networkRules) })
export type NetworkMap = z.infer<typeof networkMap>

/** What a network is, read from `docker network inspect`. */
export const networkDetail = z.object({
  id: z.string(),
  options: z.array(z.object({ key: z.string(), value: z.string() })),
  labels: z.array(z.object({ key: z.string(), value: z.string() })),
  ipam: z.object({
    driver: z.string(),
    options: z.array(z.object({ key: z.string(), value: z.string() })),
    subnets: z.array(
      z.object({
        subnet: z.string(),
        range: z.string().optional(),
        gateway: z.string().optional(),
        reserved: z.array(z.object({ key: z.string(), value: z.string() })),
      }),
    ),
  }),
  configFrom: z.string().optional(),
  /** Its containers, those that do not run, too. */
  containers: z.array(networkedContainer),
  /** The engine's own answer, unchanged. */
  raw: z.unknown(),
})
export type NetworkDetail = z.infer<typeof networkDetail>

/** What speaks against a network before it is made. */
export const networkProblem = z.object({
  /** Which field: `name`, `driver`, `subnets`, or one of a subnet’s. */
  field: z.enum(['name', 'driver', 'subnets', 'subnet', 'range', 'gateway', 'reserved']),
  /** Which of the subnets, from 0; absent where it is about none of them. */
  at: z.number().int().optional(),
  what: z.string(),
  /** The engine takes it all the same, and something else would no longer be reached. */
  mayPass: z.boolean(),
})
export type NetworkProblem = z.infer<typeof networkProblem>

/** What a connection that was tried came to. */
export const tried = z.object({
  host: z.string(),
  port: z.number(),
  result: z.enum(['connected', 'refused', 'no-answer', 'no-way', 'no-such-name', 'failed']),
  /** In words, as the system said it. */
  said: z.string(),
  /** Milliseconds that it took. */
  took: z.number(),
})
export type Tried = z.infer<typeof tried>

/** What a container’s place on a network was when it left it: it joins again with that. */
const leftPlace = z.object({ container: z.string(), endpoint: endpointSpec })
export type LeftPlace = z.infer<typeof leftPlace>

const of = { engine: engineId }
const container = containerId
const done = z.object({ command: z.string() })

export const networks = {
  inspect: base.input(z.object({ ...of, id: networkId })).output(networkDetail),
  /** Connects for real, from the network of one container to a port of the other; what each try came to, in order. */
  tryReach: base
    .input(z.object({ ...of, from: container, to: container, port: z.number().int().min(1).max(65_535) }))
    .output(z.array(tried)),
  /** Every container and network, as far as who reaches whom goes. */
  map: base.input(z.object(of)).output(networkMap),
  /** What speaks against making it: values that do not fit, addresses that are taken. */
  check: base.input(z.object({ ...of, network: networkSpec })).output(z.array(networkProblem)),
  /** Refused with CONFLICT when its addresses are taken; with `anyway` those of the computer’s own routes are not looked at. */
  create: base
    .input(z.object({ ...of, network: networkSpec, anyway: z.boolean() }))
    .output(done.extend({ id: z.string(), warning: z.string() })),
  connect: base
    .input(
      z.object({ ...of, network: networkId, containers: z.array(container).min(1).max(1_000), endpoint: endpointSpec }),
    )
    .output(outcome),
  disconnect: base
    .input(
      z.object({ ...of, network: networkId, containers: z.array(container).min(1).max(1_000), force: z.boolean() }),
    )
    .output(outcome.extend({ places: z.array(leftPlace) })),
  /** Removes networks; with `disconnect` the containers that are on them are taken off first. */
  remove: base
    .input(z.object({ ...of, ids: z.array(networkId).min(1).max(2_000), disconnect: z.boolean() }))
    .output(outcome),
}
