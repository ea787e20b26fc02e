import type { LogAnchor, LogLine } from '../../contract/index.ts'
import { isLater } from './anchor.ts'
import { isAt, Numbering } from './numbering.ts'
import { compareTimes } from './time.ts'

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
