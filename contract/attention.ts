import { z } from 'zod'
import { problemSchema } from './problem.ts'

/** Where a person goes to do something about it. */
export const remedy = z.discriminatedUnion('kind', [
  /** “What happened?” of one run. */
  z.object({ kind: z.literal('story'), container: z.string(), incarnation: z.number().int() }),
  z.object({ kind: z.literal('logs'), container: z.string() }),
  z.object({ kind: z.literal('limits'), container: z.string() }),
  z.object({ kind: z.literal('cleanUp') }),
  z.object({ kind: z.literal('recorderSettings') }),
])
export type Remedy = z.infer<typeof remedy>

const ofContainer = { container: z.string(), name: z.string(), remedy }

/** What needs a person; times are milliseconds since 1970, the worst first. */
export const attention = z.discriminatedUnion('kind', [
  /** It ended `times` times within the last `minutes`, and is started again and again. */
  z.object({
    ...ofContainer,
    kind: z.literal('restartLoop'),
    times: z.number().int(),
    minutes: z.number(),
    code: z.number().int().optional(),
  }),
  /** Ended for want of memory within the last day. */
  z.object({
    ...ofContainer,
    kind: z.literal('oom'),
    time: z.number(),
    limit: z.number().optional(),
    times: z.number().int(),
  }),
  z.object({ ...ofContainer, kind: z.literal('unhealthy'), since: z.number().optional() }),
  /** It ended by itself with an error within the last day, and does not run. */
  z.object({ ...ofContainer, kind: z.literal('failed'), time: z.number(), code: z.number().int() }),
  /** The engine’s disk is nearly full, or will be within a week if it goes on like this. */
  z.object({
    kind: z.literal('disk'),
    free: z.number(),
    total: z.number(),
    fullAt: z.number().optional(),
    remedy,
  }),
  /** Nothing is recorded. */
  z.object({ kind: z.literal('recorder'), problem: problemSchema, remedy }),
])
export type Attention = z.infer<typeof attention>
