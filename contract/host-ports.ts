import { z } from 'zod'
import { engineId } from './engines.ts'
import { base } from './errors.ts'

export const hostPort = z.object({
  protocol: z.enum(['tcp', 'udp']),
  /** `0.0.0.0` and `::` are every address. */
  ip: z.string(),
  port: z.number().int().min(1).max(65_535),
})
export type HostPort = z.infer<typeof hostPort>

export const hostPorts = {
  /** The ports that programs of the engine’s computer hold; none known where that is another one than the host’s. */
  held: base.input(z.object({ engine: engineId })).output(z.array(hostPort)),
  /** The program that holds a port of this computer; none where the system does not say. */
  holder: base
    .input(hostPort.pick({ protocol: true, port: true }))
    .output(z.object({ program: z.string().optional(), pid: z.number().optional() })),
}
