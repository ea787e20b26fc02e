import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { engineId } from './engines.ts'
import { base } from './errors.ts'
import { streamId } from './flow.ts'

/** One line: when (RFC 3339 with nanoseconds, as the engine has it), where from, what. */
export const logLine = z.object({
  time: z.string(),
  stream: z.enum(['stdout', 'stderr']),
  text: z.string(),
})
export type LogLine = z.infer<typeof logLine>

const of = z.object({ engine: engineId, id: z.string().min(1) })
/** A time as the engine's log takes it: RFC 3339 or seconds since 1970 with a fraction. */
const time = z.string().max(40)

export const logPage = z.object({
  lines: z.array(logLine),
  /** Nothing is older than the first line. */
  start: z.boolean(),
})
export type LogPage = z.infer<typeof logPage>

export const logs = {
  /** The newest `tail` lines, then what is written from then on. */
  follow: base
    .input(of.extend({ stream: streamId, tail: z.number().int().min(0).max(10_000), since: time.optional() }))
    .output(
      eventIterator(
        z.discriminatedUnion('type', [
          z.object({ type: z.literal('lines'), lines: z.array(logLine), start: z.boolean() }),
          /** The container ended; the log goes on when it starts again. */
          z.object({ type: z.literal('ended') }),
        ]),
      ),
    ),
  /** The `count` lines before `before`, or the first ones of all without it. */
  before: base
    .input(
      of.extend({
        before: logLine.omit({ stream: true }),
        skip: z.number().int().min(0),
        count: z.number().int().min(1).max(5_000),
      }),
    )
    .output(logPage),
  /** The first `count` lines of the log. */
  first: base.input(of.extend({ count: z.number().int().min(1).max(5_000) })).output(logPage),
  /** The `count` lines after a line. */
  after: base
    .input(of.extend({ after: time, skip: z.number().int().min(0), count: z.number().int().min(1).max(5_000) }))
    .output(z.object({ lines: z.array(logLine), end: z.boolean() })),
  /** A one-time address from which the whole log can be downloaded as text. */
  download: base
    .input(of.extend({ timestamps: z.boolean() }))
    .output(z.object({ path: z.string(), fileName: z.string(), command: z.string() })),
}
