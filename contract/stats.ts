import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { engineId } from './engines.ts'
import { base } from './errors.ts'
import { streamId } from './flow.ts'
import { containerId } from './inventory.ts'

/** What is measured of a container. `cpu`: percent of one core. `memory`: bytes. `rx`, `tx`, `read`, `write`: bytes a second. */
export const measure = z.enum(['cpu', 'memory', 'rx', 'tx', 'read', 'write', 'pids'])
export type Measure = z.infer<typeof measure>

/** What a container uses. Rates are of the time since the sample before. */
export const usage = z.object({
  id: z.string(),
  /** When it was measured; milliseconds since 1970. */
  time: z.number(),
  /** Percent of one core. */
  cpu: z.number(),
  /** Bytes in use, without the inactive file cache. */
  memory: z.number(),
  /** Bytes it may use: its own limit, or all of the engine’s machine; 0 where the engine does not say. */
  memoryLimit: z.number(),
  /** Bytes a second received by its networks; null where it has none of its own, or the engine does not say. */
  rx: z.number().nullable(),
  /** Bytes a second sent by its networks; null as `rx`. */
  tx: z.number().nullable(),
  /** Bytes a second read from disks; null where the engine does not say. */
  read: z.number().nullable(),
  /** Bytes a second written to disks; null where the engine does not say. */
  write: z.number().nullable(),
  /** Processes and threads; null where the engine does not say. */
  pids: z.number().nullable(),
})
export type Usage = z.infer<typeof usage>

export const stats = {
  /** Samples of the containers asked for with `show`, one a second each, in batches. */
  watch: base.input(z.object({ engine: engineId, stream: streamId })).output(eventIterator(z.array(usage))),
  /** Which containers the reader of this stream has on screen. */
  show: base.input(z.object({ stream: streamId, ids: z.array(containerId).max(200) })),
}
