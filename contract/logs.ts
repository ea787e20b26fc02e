import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { engineId } from './engines.ts'
import { base } from './errors.ts'
import { streamId } from './flow.ts'
import { containerId } from './inventory.ts'

export const logSource = z.enum(['stdout', 'stderr'])
export type LogSource = z.infer<typeof logSource>

/** Names one line of a log. Lines of one source may have the same time: the pieces of a very long one always do. */
const address = {
  /** RFC 3339 with nanoseconds, as the engine has it. */
  time: z.string().max(40),
  source: logSource,
  /** How many lines of the same source and time come right before it; 0 when absent. */
  nth: z.number().int().min(0).optional(),
}

export const logLine = z.object({
  ...address,
  text: z.string(),
  /** The line goes on in the next one of its source: engines cut what is longer than 16 KiB. */
  more: z.literal(true).optional(),
})
export type LogLine = z.infer<typeof logLine>

/** A place in a log: at one of its lines. */
export const logAnchor = z.object({
  ...address,
  /** About how many lines come after it. Exact is fast; absent means unknown. */
  depth: z.number().int().min(0).optional(),
})
export type LogAnchor = z.infer<typeof logAnchor>

const of = z.object({
  engine: engineId,
  id: containerId,
  /** Lines before this are left out; milliseconds since 1970. */
  since: z.number().min(0).optional(),
})
const count = z.number().int().min(1).max(10_000)

/** Lines in the log's order. `edge`: the log has no more in that direction. */
export const logPage = z.object({ lines: z.array(logLine), edge: z.boolean() })
export type LogPage = z.infer<typeof logPage>

/** What `follow` tells. `start`: the log has nothing older than these lines. */
export const logNews = z.discriminatedUnion('type', [
  z.object({ type: z.literal('lines'), lines: z.array(logLine), start: z.boolean() }),
  /** The container ended; the log goes on when it starts again. */
  z.object({ type: z.literal('ended') }),
])
export type LogNews = z.infer<typeof logNews>

export const logHit = z.object({
  ...address,
  /** The line’s number in the log, from 0. */
  line: z.number(),
})
export type LogHit = z.infer<typeof logHit>

/** How far a search is: what was found since it last told. So many hits that nobody can walk them are only counted. */
export const logSearch = z.object({
  hits: z.array(logHit),
  found: z.number(),
  /** Lines looked at. */
  scanned: z.number(),
  /** The end was reached; what is written from then on is looked at as it comes. */
  done: z.boolean(),
})
export type LogSearch = z.infer<typeof logSearch>

export const logs = {
  /** The newest `tail` lines, or those after a line; then what is written from then on, also after a restart. */
  follow: base
    .input(of.extend({ stream: streamId, tail: count, after: logAnchor.optional() }))
    .output(eventIterator(logNews)),
  /** The `count` lines before a line. Fewer when they are very long. */
  before: base.input(of.extend({ anchor: logAnchor, count })).output(logPage),
  /** The `count` lines after a line, or from it on when `from` is true; the log’s first ones without a line. */
  after: base.input(of.extend({ anchor: logAnchor.optional(), from: z.boolean().optional(), count })).output(logPage),
  /** Which lines of the whole log hold a text, escapes left out; then which new ones do. */
  search: base
    .input(of.extend({ stream: streamId, text: z.string().min(1).max(1_000), matchCase: z.boolean() }))
    .output(eventIterator(logSearch)),
  /** A one-time address from which the whole log can be downloaded as text. */
  download: base
    .input(of.omit({ since: true }).extend({ timestamps: z.boolean() }))
    .output(z.object({ path: z.string(), fileName: z.string(), command: z.string() })),
}
