import { z } from 'zod'
import { int64, pair } from './run.ts'

const text = z.string().trim().min(1).max(1_024)
const pairs = z.array(pair).max(500)

/** One range of addresses of a network to make. */
export const subnetSpec = z.object({
  /** `10.5.0.0/16`, as it was written. */
  subnet: text,
  /** The part of it that containers get their addresses from. */
  range: text.optional(),
  gateway: text.optional(),
  /** Addresses that something else has: `key` is what has it. */
  reserved: pairs,
})
export type SubnetSpec = z.infer<typeof subnetSpec>

/** A network to make, as `docker network create` takes it. What is left out is the engine’s to choose. */
export const networkSpec = z.object({
  name: text,
  driver: text,
  options: pairs,
  labels: pairs,
  subnets: z.array(subnetSpec).max(64),
  ipamDriver: text.optional(),
  ipamOptions: pairs,
  ipv4: z.boolean().optional(),
  ipv6: z.boolean().optional(),
  internal: z.boolean(),
  attachable: z.boolean(),
  ingress: z.boolean(),
  configOnly: z.boolean(),
  configFrom: text.optional(),
  scope: text.optional(),
})
export type NetworkSpec = z.infer<typeof networkSpec>

/** What is said of a container’s place on a network that it joins. */
export const endpointSpec = z.object({
  aliases: z.array(text).max(100),
  ip: text.optional(),
  ip6: text.optional(),
  linkLocalIps: z.array(text).max(100),
  /** `CONTAINER` or `CONTAINER:ALIAS`. */
  links: z.array(text).max(100),
  driverOptions: pairs,
  gatewayPriority: int64.optional(),
})
export type EndpointSpec = z.infer<typeof endpointSpec>
