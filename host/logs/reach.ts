import type { LogAnchor } from '../../contract/index.ts'
import type { Log } from './log.ts'
import { readLines } from './read.ts'

/** Above this the whole log is asked for. Podman makes room for as many lines as it is asked for. */
const MOST = 10_000_000

/** Without a depth, reading begins at the log's first line. */
export const FROM_START: LogAnchor = { time: '', source: 'stdout' }

/**
 * How far from the log's end to begin reading, so that an anchor and some lines before it are among what is read.
 *
 * An engine knows no places in a log, only how many lines from its end: fast, for it looks for newlines from behind.
 * When the anchor is not there, more was written meanwhile, and the next reading begins further back. Times are only
 * compared to guess how far, so that neither a clock set back nor sources out of step make a line appear twice or never.
 */
export class Reach {
  /** How many of the newest lines to ask for; undefined for all. */
  tail: number | undefined
  /** What is read surely begins at the log's first line. */
  whole: boolean
  readonly #anchor: LogAnchor | undefined
  #before: { tail: number; time: number } | undefined
  #step: number

  /** `lines`: how many are wanted before the anchor, or of the newest without one. */
  constructor(anchor: LogAnchor | undefined, lines: number) {
    const depth = anchor ? anchor.depth : 0
    this.#anchor = anchor
    this.tail = depth === undefined ? undefined : depth + lines + 256 + Math.floor(depth / 50)
    this.whole = depth === undefined
    this.#step = 2 * lines + 4_000
  }

  /** The anchor was found, but not enough before it. */
  more(): void {
    if (this.tail === undefined) return
    this.tail += this.#step
    this.#step *= 2
  }

  /**
   * The anchor was not found; `first` is the time of the first line that was read.
   * @throws SlipwayError; the signal's reason
   */
  async further(log: Log, first: string | undefined, signal?: AbortSignal): Promise<void> {
    const { tail } = this
    if (tail === undefined) return
    // Begun among lines of the anchor's own time, as Podman's whole seconds have many: is there anything before them?
    if (first === this.#anchor?.time && (await holdsAll(log, tail, signal))) {
      this.whole = true
      return
    }
    const time = Date.parse(first ?? '')
    // Among lines of the anchor's own time there is nothing to guess by.
    const least = first === this.#anchor?.time ? tail * 10 : tail * 2 + 4_000
    const next = Math.max(least, Math.min(this.#guess(tail, time), tail * 100))
    if (Number.isFinite(time)) this.#before = { tail, time }
    this.whole = next > MOST
    this.tail = this.whole ? undefined : Math.ceil(next)
  }

  /** As many lines as it takes when lines came as quickly before as between the last two readings' beginnings. */
  #guess(tail: number, time: number): number {
    const before = this.#before
    if (!before || !this.#anchor || !(before.time > time)) return 0
    const perMillisecond = (tail - before.tail) / (before.time - time)
    return tail + (time - Date.parse(this.#anchor.time)) * perMillisecond * 1.2 || 0
  }
}

/** Whether the newest `tail` lines are all lines. */
async function holdsAll({ client, subject, since }: Log, tail: number, signal?: AbortSignal): Promise<boolean> {
  let count = 0
  for await (const lines of readLines(client, subject, { tail, since }, signal)) {
    count += lines.length
    if (count >= tail) return false
  }
  return true
}
