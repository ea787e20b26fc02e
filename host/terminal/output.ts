import type { TerminalEnd } from '../../contract/index.ts'
import { Change } from '../change.ts'
import { Pace, type Reader, type Source } from './pace.ts'
import { Scrollback } from './scrollback.ts'

/** What one item of a reader's stream holds at most, in UTF-16 units. */
const ITEM = 64 * 1024

export type OutputItem = { type: 'output'; text: string; fresh: boolean } | { type: 'ended'; end: TerminalEnd }

/** What a terminal was sent, for any number of readers, each at its own pace. Memory is the scrollback's alone. */
export class Output {
  readonly #scrollback = new Scrollback()
  readonly #pace: Pace
  readonly #change = new Change()
  /** Up to here, some reader has seen it. */
  #shown = 0
  #end: TerminalEnd | undefined

  constructor(source: Source) {
    this.#pace = new Pace(source)
  }

  push(text: string): void {
    if (text === '') return
    this.#scrollback.push(text)
    this.#pace.wrote(this.#scrollback.end)
    this.#change.bump()
  }

  /** How much has come, to be given to `follows`. */
  get version(): number {
    return this.#change.version
  }

  /** Resolves once more has come than at that version and its readers had their turn, at the latest after `ms` milliseconds. */
  async follows(version: number, ms: number): Promise<void> {
    const late = new AbortController()
    const timer = setTimeout(() => late.abort(), ms)
    try {
      await this.#change.after(version, late.signal)
      await new Promise((resolve) => setImmediate(resolve))
    } catch {
      // Nothing came in time: that is an answer too.
    } finally {
      clearTimeout(timer)
    }
  }

  /** Nothing more comes. */
  finish(end: TerminalEnd): void {
    this.#end = end
    this.#change.bump()
  }

  /** What was seen already as one fresh item, then what was not, then the end. */
  async *read(signal?: AbortSignal): AsyncGenerator<OutputItem> {
    const reader = this.#pace.join(this.#shown)
    try {
      yield this.#refresh(reader)
      while (true) {
        const seen = this.#change.version
        if (reader.position < this.#scrollback.start) {
          yield this.#refresh(reader)
          continue
        }
        const text = this.#scrollback.read(reader.position, ITEM)
        if (text !== '') {
          const position = reader.position + text.length
          this.#shown = Math.max(this.#shown, position)
          this.#pace.took(reader, position)
          yield { type: 'output', text, fresh: false }
        } else if (this.#end) {
          yield { type: 'ended', end: this.#end }
          return
        } else {
          await this.#change.after(seen, signal)
        }
      }
    } finally {
      this.#pace.leave(reader)
    }
  }

  /** Sets the reader to where it goes on, and gives what it has to show before. */
  #refresh(reader: Reader): OutputItem {
    const at = Math.max(this.#shown, this.#scrollback.start)
    const text = this.#scrollback.replay(at)
    this.#pace.took(reader, at)
    return { type: 'output', text, fresh: true }
  }
}
