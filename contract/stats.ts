import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { engineId } from './engines.ts'
import { base } from './errors.ts'
import { streamId } from './flow.ts'
import { containerId } from './inventory.ts'

/** What a container uses. */
export const usage = z.object({
  id: z.string(),
  /** Percent of one core. */
  cpu: z.number(),
  /** Bytes in use, without the inactive file cache. */
  memory: z.number(),
  /** Bytes it may use. */
  memoryLimit: z.number(),
})
export type Usage = z.infer<typeof usage>

export const stats = {
  /** Samples of the containers asked for with `show`, as they come, in batches. */
  watch: base.input(z.object({ engine: engineId, stream: streamId })).output(eventIterator(z.array(usage))),
  /** Which containers the reader of this stream has on screen. */
  show: base.input(z.object({ stream: streamId, ids: z.array(containerId).max(200) })),
}
