import { z } from 'zod'
import { base } from './errors.ts'

/** The reader's name for one stream; it acknowledges items under it. Unique within a connection. */
export const streamId = z.string().min(1).max(64)

export const flow = {
  /** Tells the host that `count` more items of a stream were taken in, so that it may send as many more. */
  ack: base.input(z.object({ stream: streamId, count: z.number().int().positive() })),
}
