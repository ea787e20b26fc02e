import type { MessageReader, MessageSink } from './sink.ts'
import { TIME_LENGTH, timeAt } from './time.ts'

const NEWLINE = 10
/** Engines cut lines into messages of this many bytes, each with its own time and only the last with a newline. */
const CUT = 16 * 1024
/** Bytes that are no UTF-8 were replaced by longer ones after the cut. */
const CUT_MOST = CUT * 3
/** Without any newline or time, so much is one message. */
const LARGE = 128 * 1024
const EMPTY = Buffer.alloc(0)

/** Reads the log of a container with a terminal: lines without frames, all of them stdout. */
export class RawReader implements MessageReader {
  readonly #sink: MessageSink
  #rest: Buffer = EMPTY
  #headless = false

  constructor(sink: MessageSink) {
    this.#sink = sink
  }

  push(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    let at = 0
    while (at < bytes.length) {
      const newline = bytes.indexOf(NEWLINE, at)
      const end = newline === -1 ? bytes.length : newline + 1
      const next = nextTime(bytes, at, end)
      if (next !== undefined) {
        this.#give(bytes, at, next)
        at = next
      } else if (newline !== -1) {
        this.#give(bytes, at, end)
        at = end
      } else if (end - at > LARGE) {
        this.#give(bytes, at, end)
        this.#headless = true
        at = end
      } else break
    }
    this.#rest = at === bytes.length ? EMPTY : bytes.subarray(at)
  }

  end(): void {
    if (this.#rest.length > 0) this.#give(this.#rest, 0, this.#rest.length)
    this.#rest = EMPTY
  }

  #give(bytes: Buffer, from: number, to: number): void {
    const headless = this.#headless
    this.#headless = false
    this.#sink('stdout', bytes, from, to, headless)
  }
}

/** Where the next message begins within a line that the engine cut; undefined when it did not. */
function nextTime(bytes: Buffer, from: number, to: number): number | undefined {
  const first = from + TIME_LENGTH + 1 + CUT
  if (to - first < TIME_LENGTH + 1) return undefined
  if (timeAt(bytes, first) !== undefined) return first
  const last = Math.min(from + TIME_LENGTH + 1 + CUT_MOST, to - TIME_LENGTH - 1)
  for (let at = bytes.indexOf('Z ', first); at !== -1 && at - TIME_LENGTH < last; at = bytes.indexOf('Z ', at + 1)) {
    const begin = at + 1 - TIME_LENGTH
    if (begin >= first && timeAt(bytes, begin) !== undefined) return begin
  }
  return undefined
}
