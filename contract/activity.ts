import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { engineId } from './engines.ts'
import { base } from './errors.ts'
import { streamId } from './flow.ts'
import { problemSchema } from './problem.ts'

/** Something that was done from here. */
export const deed = z.object({
  /** Grows by one with each. */
  number: z.number().int(),
  engine: engineId,
  /** Milliseconds since 1970. */
  started: z.number(),
  /** Milliseconds it took. */
  took: z.number(),
  /** The docker command that does the same. */
  command: z.string(),
  /** What came of it, where there is something to say: “web ended with 0”. */
  said: z.string().optional(),
  /** It was stopped before its end. */
  cancelled: z.boolean().optional(),
  /** What went wrong, with the name of what it went wrong for where it was one of several. */
  problems: z.array(z.object({ name: z.string().optional(), problem: problemSchema })),
})
export type Deed = z.infer<typeof deed>

export const activity = {
  /** What is remembered, oldest first, then what is done from then on. */
  watch: base.input(z.object({ stream: streamId })).output(eventIterator(z.array(deed))),
}
