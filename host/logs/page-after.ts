import type { LogAnchor, LogLine, LogPage } from '../../contract/index.ts'
import { After } from './after.ts'
import type { Log } from './log.ts'
import { PAGE_LENGTH } from './page-length.ts'
import { FROM_START, Reach } from './reach.ts'
import { readLines } from './read.ts'

/** The first `count` lines, or the `count` after an anchor (`from`: from its line on). @throws SlipwayError; the signal's reason */
export async function pageAfter(
  log: Log,
  anchor: LogAnchor | undefined,
  { count, from = false }: { count: number; from?: boolean | undefined },
  signal?: AbortSignal,
): Promise<LogPage> {
  const reach = new Reach(anchor ?? FROM_START, 0)
  for (let tries = 0; ; tries++) {
    const { tail, whole } = reach
    const after = new After(anchor, whole, from)
    const page = await linesAfter(log, after, { count, tail, hasty: tries > 0 && !whole }, signal)
    if (page) return page
    if (whole) return { lines: [], edge: true }
    await reach.further(log, after.first?.time, signal)
  }
}

async function linesAfter(
  { client, subject, since }: Log,
  after: After,
  { count, tail, hasty }: { count: number; tail: number | undefined; hasty: boolean },
  signal: AbortSignal | undefined,
): Promise<LogPage | undefined> {
  const page: LogLine[] = []
  let length = 0
  for await (const lines of readLines(client, subject, { ...(tail !== undefined && { tail }), since }, signal)) {
    for (const line of lines) {
      if (!after.takes(line)) continue
      page.push(line)
      length += line.text.length
      if (page.length >= count || length >= PAGE_LENGTH) return { lines: page, edge: false }
    }
    if (after.short || (hasty && after.startsLater)) return undefined
  }
  return after.found ? { lines: page, edge: true } : undefined
}
