import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { engineId } from './engines.ts'
import { base } from './errors.ts'
import { streamId } from './flow.ts'

/** A container's id or name, as the engine's own rule has it: nothing that could lead a request elsewhere. */
export const containerId = z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/, 'is not a container’s id or name')

export const containerState = z.enum(['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'])
export type ContainerState = z.infer<typeof containerState>
export const health = z.enum(['starting', 'healthy', 'unhealthy'])
export type Health = z.infer<typeof health>

export const port = z.object({
  /** The address it is published on; absent when the port is only exposed. */
  ip: z.string().optional(),
  public: z.number().optional(),
  private: z.number(),
  protocol: z.string(),
})
export type Port = z.infer<typeof port>

export const mount = z.object({
  type: z.string(),
  /** The volume's name, for a volume. */
  name: z.string().optional(),
  source: z.string(),
  destination: z.string(),
  writable: z.boolean(),
})
export type Mount = z.infer<typeof mount>

export const container = z.object({
  id: z.string(),
  name: z.string(),
  image: z.string(),
  imageId: z.string(),
  command: z.string(),
  /** Milliseconds since 1970. */
  created: z.number(),
  state: containerState,
  health: health.optional(),
  exitCode: z.number().optional(),
  ports: z.array(port),
  labels: z.record(z.string(), z.string()),
  mounts: z.array(mount),
  networks: z.array(z.string()),
  /** The Compose project it belongs to. */
  stack: z.string().optional(),
  service: z.string().optional(),
})
export type Container = z.infer<typeof container>

/** An image's id, as the engine has it. */
export const imageId = z.string().regex(/^(?:sha256:)?[0-9a-f]{4,64}$/, 'is not an image’s id')

export const image = z.object({
  id: z.string(),
  tags: z.array(z.string()),
  digests: z.array(z.string()),
  /** Milliseconds since 1970. */
  created: z.number(),
  /** Bytes. */
  size: z.number(),
  /** The image that it was made from by a commit or the classic builder. */
  parent: z.string().optional(),
  labels: z.record(z.string(), z.string()),
})
export type Image = z.infer<typeof image>

export const volume = z.object({
  id: z.string(),
  driver: z.string(),
  mountpoint: z.string(),
  /** Milliseconds since 1970; absent where the engine does not say. */
  created: z.number().optional(),
  labels: z.record(z.string(), z.string()),
  /** What the driver was told when it was made. */
  options: z.record(z.string(), z.string()),
  /** Made without a name. */
  anonymous: z.boolean(),
})
export type Volume = z.infer<typeof volume>

export const network = z.object({
  id: z.string(),
  name: z.string(),
  driver: z.string(),
  scope: z.string(),
  internal: z.boolean(),
  /** Containers may join it by hand, though a swarm made it. */
  attachable: z.boolean(),
  ipv6: z.boolean(),
  subnets: z.array(z.string()),
  gateways: z.array(z.string()),
  /** Every engine has it; it can’t be removed. */
  builtIn: z.boolean(),
  /** The Compose project it belongs to. */
  stack: z.string().optional(),
  /** Milliseconds since 1970. */
  created: z.number(),
  labels: z.record(z.string(), z.string()),
})
export type Network = z.infer<typeof network>

const patch = <T extends z.ZodType>(item: T) => z.object({ upsert: z.array(item), remove: z.array(z.string()) })

/** A change of what is known. With `snapshot`, everything known before is void. */
export const inventoryPatch = z.object({
  snapshot: z.boolean(),
  containers: patch(container),
  images: patch(image),
  volumes: patch(volume),
  networks: patch(network),
})
export type InventoryPatch = z.infer<typeof inventoryPatch>

export const inventory = {
  /** A snapshot, then patches. Waits while the engine has not been listed yet. */
  watch: base.input(z.object({ engine: engineId, stream: streamId })).output(eventIterator(inventoryPatch)),
}
