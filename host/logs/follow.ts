import type { LogAnchor, LogLine, LogNews } from '../../contract/index.ts'
import { pause } from '../pause.ts'
import { After } from './after.ts'
import { type Beginning, beginning } from './begin.ts'
import { isGone, unlessGone } from './gone.ts'
import type { Log } from './log.ts'
import { FROM_START, Reach } from './reach.ts'
import { readLines } from './read.ts'
import { started } from './restart.ts'
import { readSubject } from './subject.ts'

/** An engine may end a log a moment before it knows that the container ended. */
const AGAIN_MS = 100

export type FollowOptions = { tail: number; after?: LogAnchor | undefined }

/**
 * The newest lines, or those after an anchor, then what is written, also when the container starts again.
 * Ends when the container is removed. @throws SlipwayError; the signal's reason
 */
export async function* follow(
  log: Log,
  { tail, after }: FollowOptions,
  signal?: AbortSignal,
): AsyncGenerator<LogNews, void, void> {
  let last = after
  let { subject } = log
  let begun: Beginning | undefined
  if (!last) {
    begun = await beginning(log, tail, signal)
    yield { type: 'lines', lines: begun.lines, start: begun.start }
    last = anchorAt(begun.lines.at(-1))
  }
  while (true) {
    try {
      for await (const lines of begun?.onward ?? linesAfter({ ...log, subject }, last, signal)) {
        last = anchorAt(lines.at(-1)) ?? last
        yield { type: 'lines', lines, start: false }
      }
    } catch (error) {
      if (!isGone(error)) throw error
    }
    begun = undefined
    // What was written until the very end is read; now the container's own state counts.
    const now = await unlessGone(readSubject(log.client, subject.id, signal))
    if (now?.running) {
      await pause(AGAIN_MS, signal)
      continue
    }
    yield { type: 'ended' }
    if (!now || !(await started(log.client, now, signal))) return
    subject = now
  }
}

const anchorAt = (line: LogLine | undefined): LogAnchor | undefined =>
  line && { time: line.time, source: line.source, nth: line.nth, depth: 0 }

/** The lines after an anchor, from the log's first one without it, and what is written until the container ends. */
async function* linesAfter(
  log: Log,
  anchor: LogAnchor | undefined,
  signal: AbortSignal | undefined,
): AsyncGenerator<LogLine[], void, void> {
  const reach = new Reach(anchor ?? FROM_START, 0)
  while (true) {
    const { tail, whole } = reach
    const after = new After(anchor, whole, false)
    const { client, subject, since } = log
    const query = { ...(tail !== undefined && { tail }), since, follow: true }
    for await (const lines of readLines(client, subject, query, signal)) {
      const taken = lines.filter((line) => after.takes(line))
      // A stream that goes on never says that the anchor is not in it; its first line's time does.
      if (after.short || (!after.found && after.startsLater && !whole)) break
      if (taken.length > 0) yield taken
    }
    if (after.found || whole) return
    await reach.further(log, after.first?.time, signal)
  }
}
