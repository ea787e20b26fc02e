import type { LogAnchor } from '../../contract/index.ts'

/** Above this the whole log is asked for. */
const MOST = 100_000_000

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
  readonly #anchor: LogAnchor | undefined
  #before: { tail: number; time: number } | undefined
  #step: number

  /** `lines`: how many are wanted before the anchor, or of the newest without one. */
  constructor(anchor: LogAnchor | undefined, lines: number) {
    const depth = anchor ? anchor.depth : 0
    this.#anchor = anchor
    this.tail = depth === undefined ? undefined : depth + lines + 256 + Math.floor(depth / 50)
    this.#step = 2 * lines + 4_000
  }

  /** The anchor was found, but not enough before it. */
  more(): void {
    if (this.tail === undefined) return
    this.tail += this.#step
    this.#step *= 2
  }

  /** The anchor was not found; `first` is the time of the first line that was read. */
  further(first: string | undefined): void {
    const { tail } = this
    if (tail === undefined) return
    const time = Date.parse(first ?? '')
    const next = Math.max(tail * 2 + 4_000, Math.min(this.#guess(tail, time), tail * 100))
    if (Number.isFinite(time)) this.#before = { tail, time }
    this.tail = next > MOST ? undefined : Math.ceil(next)
  }

  /** As many lines as it takes when lines came as quickly before as between the last two readings' beginnings. */
  #guess(tail: number, time: number): number {
    const before = this.#before
    if (!before || !this.#anchor || !(before.time > time)) return 0
    const perMillisecond = (tail - before.tail) / (before.time - time)
    return tail + (time - Date.parse(this.#anchor.time)) * perMillisecond * 1.2 || 0
  }
}
