import type { LogAnchor, LogLine, LogPage } from '../../contract/index.ts'
import { isLater } from './anchor.ts'
import type { Log } from './log.ts'
import { isAt, Numbering } from './numbering.ts'
import { PAGE_LENGTH } from './page-length.ts'
import { Reach } from './reach.ts'
import { readLines } from './read.ts'
import { compareTimes } from './time.ts'

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
    const { tail, whole: all } = reach
    const found = await linesBefore(log, anchor, { count, tail, all, hasty: tries > 0 && !earlier }, signal)
    if (!found.found) {
      await reach.further(log, found.first?.time, signal)
      continue
    }
    // Reading from further back brought nothing more: both began at the log's first line.
    const whole = all || (earlier !== undefined && isSameStart(earlier, found))
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
  { count, tail, all, hasty }: { count: number; tail: number | undefined; all: boolean; hasty: boolean },
  signal: AbortSignal | undefined,
): Promise<Found | Short> {
  const numbering = new Numbering(all)
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
      if (anchor && all && isLater(line, anchor)) return kept.found(first)
      kept.add(line, sure)
    }
    if (anchor && !all && hasty && first && compareTimes(first.time, anchor.time) > 0) break
  }
  return anchor && !all ? { found: false, first } : kept.found(first)
}

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
