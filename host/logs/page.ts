import type { LogAnchor, LogLine, LogPage } from '../../contract/index.ts'
import type { EngineClient } from '../engine/index.ts'
import { isAt, Numbering } from './numbering.ts'
import { Reach } from './reach.ts'
import { readLines } from './read.ts'
import type { Subject } from './subject.ts'
import { compareTimes } from './time.ts'

/** Characters of one page; very long lines make it short. */
const PAGE_LENGTH = 2_000_000
/** A line may be written so much later than its time says: its sources are not in step. */
const OUT_OF_STEP_MS = 1_000

export type Log = { client: EngineClient; subject: Subject; since?: number | undefined }

/** The newest `count` lines, or the `count` before an anchor. @throws SlipwayError; the signal's reason */
export async function pageBefore(
  log: Log,
  anchor: LogAnchor | undefined,
  count: number,
  signal?: AbortSignal,
): Promise<LogPage> {
  let earlier: Found | undefined
  const reach = new Reach(anchor, count)
  for (let tries = 0; ; tries++) {
    const { tail } = reach
    const found = await linesBefore(log, anchor, { count, tail, hasty: tries > 0 && !earlier }, signal)
    if (!found.found) {
      reach.further(found.first?.time)
      continue
    }
    // Reading from further back brought nothing more: both began at the log's first line.
    const whole = tail === undefined || (earlier !== undefined && isSameStart(earlier, found))
    if (whole || found.sure >= count || found.full) {
      const lines = whole ? found.lines : found.lines.slice(found.lines.length - found.sure)
      return { lines, edge: whole && found.dropped === 0 }
    }
    earlier = found
    reach.more()
  }
}

type Found = {
  found: true
  lines: LogLine[]
  /** How many of the last ones surely have their right number. */
  sure: number
  /** How many lines were read before these. */
  dropped: number
  /** A page can't hold more. */
  full: boolean
  first: LogLine | undefined
}

/** The reading must begin further back. */
type Short = { found: false; first: LogLine | undefined }

const isSameStart = (a: Found, b: Found) =>
  a.dropped + a.lines.length === b.dropped + b.lines.length &&
  a.first?.time === b.first?.time &&
  a.first?.source === b.first?.source &&
  a.first?.text === b.first?.text

/** Reads from `tail` lines before the end up to the anchor. */
async function linesBefore(
  { client, subject, since }: Log,
  anchor: LogAnchor | undefined,
  { count, tail, hasty }: { count: number; tail: number | undefined; hasty: boolean },
  signal: AbortSignal | undefined,
): Promise<Found | Short> {
  const numbering = new Numbering(tail === undefined)
  const kept = new Recent(count)
  let first: LogLine | undefined
  for await (const lines of readLines(client, subject, { ...(tail !== undefined && { tail }), since }, signal)) {
    for (const line of lines) {
      const sure = numbering.next(line)
      first ??= line
      if (anchor && line.time === anchor.time && line.source === anchor.source) {
        // One of them, but which is only known from further back.
        if (!sure) return { found: false, first }
        if (isAt(line, anchor)) return kept.found(first)
      }
      if (anchor && tail === undefined && isLater(line, anchor)) return kept.found(first)
      kept.add(line, sure)
    }
    if (anchor && tail !== undefined && hasty && first && compareTimes(first.time, anchor.time) > 0) break
  }
  return anchor && tail !== undefined ? { found: false, first } : kept.found(first)
}

/** Surely after the anchor: the log has lost the line that it names. */
const isLater = (line: LogLine, anchor: LogAnchor) => Date.parse(line.time) - Date.parse(anchor.time) > OUT_OF_STEP_MS

/** The last lines of those that went by, as many as a page holds. */
class Recent {
  readonly #count: number
  #lines: LogLine[] = []
  #length = 0
  #dropped = 0
  #unsure = 0
  #full = false

  constructor(count: number) {
    this.#count = count
  }

  add(line: LogLine, sure: boolean): void {
    this.#lines.push(line)
    this.#length += line.text.length
    if (!sure) this.#unsure = this.#dropped + this.#lines.length
    // In large steps: moving the lines costs.
    if (this.#lines.length >= 2 * this.#count + 1_000 || this.#length > 2 * PAGE_LENGTH) this.#trim()
  }

  found(first: LogLine | undefined): Found {
    this.#trim()
    const unsure = Math.max(0, this.#unsure - this.#dropped)
    const sure = this.#lines.length - unsure
    return { found: true, lines: this.#lines, sure, dropped: this.#dropped, full: this.#full && sure > 0, first }
  }

  #trim(): void {
    let from = Math.max(0, this.#lines.length - this.#count)
    let length = 0
    for (const { text } of this.#lines.slice(from)) length += text.length
    this.#full = false
    while (length > PAGE_LENGTH && from < this.#lines.length - 1) {
      length -= this.#lines[from]?.text.length ?? 0
      this.#full = true
      from++
    }
    this.#lines = this.#lines.slice(from)
    this.#dropped += from
    this.#length = length
  }
}

/** The first `count` lines, or the `count` after an anchor (`from`: from its line on). @throws SlipwayError; the signal's reason */
export async function pageAfter(
  log: Log,
  anchor: LogAnchor | undefined,
  { count, from = false }: { count: number; from?: boolean | undefined },
  signal?: AbortSignal,
): Promise<LogPage> {
  const reach = new Reach(anchor ?? FROM_START, 0)
  for (let tries = 0; ; tries++) {
    const { tail } = reach
    const after = new After(anchor, tail === undefined, from)
    const page = await linesAfter(log, after, { count, tail, hasty: tries > 0 }, signal)
    if (page) return page
    if (tail === undefined) return { lines: [], edge: true }
    reach.further(after.first?.time)
  }
}

/** Without a depth, reading begins at the log's first line. */
export const FROM_START: LogAnchor = { time: '', source: 'stdout' }

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

/** Tells which of the lines that go by come after an anchor, and numbers all of them. */
export class After {
  /** The anchor was met: from here on every line is taken. */
  found: boolean
  /** The reading began among the lines that are like the anchor: it must begin further back. */
  short = false
  /** The first line that went by. */
  first: LogLine | undefined
  readonly #anchor: LogAnchor | undefined
  readonly #numbering: Numbering
  readonly #whole: boolean
  readonly #from: boolean

  /** `whole`: the reading begins at the log's first line. `from`: the anchor's own line is taken too. */
  constructor(anchor: LogAnchor | undefined, whole: boolean, from: boolean) {
    this.#anchor = anchor
    this.#numbering = new Numbering(whole)
    this.#whole = whole
    this.#from = from
    this.found = anchor === undefined
  }

  /** The first line has a later time than the anchor. */
  get startsLater(): boolean {
    return (
      this.first !== undefined && this.#anchor !== undefined && compareTimes(this.first.time, this.#anchor.time) > 0
    )
  }

  takes(line: LogLine): boolean {
    const sure = this.#numbering.next(line)
    this.first ??= line
    const anchor = this.#anchor
    if (this.found || !anchor) return true
    if (line.time === anchor.time && line.source === anchor.source) {
      if (!sure) this.short = true
      else if (isAt(line, anchor)) {
        this.found = true
        return this.#from
      }
    }
    if (this.#whole && isLater(line, anchor)) this.found = true
    return this.found
  }
}
