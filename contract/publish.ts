import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { base } from './errors.ts'
import { streamId } from './flow.ts'
import { problemSchema } from './problem.ts'

/** Whether other programs get at the engine that Slipway shows, and how. */
export const publishing = z.discriminatedUnion('state', [
  z.object({ state: z.literal('off') }),
  z.object({
    state: z.literal('on'),
    /** As DOCKER_HOST has it. */
    address: z.string(),
    /** What to type in a terminal to use it. */
    command: z.string(),
    /** Why there is no Docker context for it. */
    problem: problemSchema.optional(),
  }),
  z.object({ state: z.literal('failed'), problem: problemSchema }),
])
export type Publishing = z.infer<typeof publishing>

export const publish = {
  /** How it stands, now and after every change; the setting `publish` turns it on and off. */
  watch: base.input(z.object({ stream: streamId })).output(eventIterator(publishing)),
}
