import { Escapes } from './escapes.ts'

/** UTF-16 units that are kept; twice as many bytes at most. */
const MOST = 256 * 1024
/** Small pieces are joined up to this, so that a keystroke's echo does not cost a list entry. */
const CHUNK = 4 * 1024

/**
 * The end of all that a terminal was sent, bounded. Positions count UTF-16 units from the terminal's beginning.
 * It never begins inside of an escape sequence or a surrogate pair.
 */
export class Scrollback {
  /** Position of the first unit that is kept. */
  start = 0
  /** Position after the last. */
  end = 0
  readonly #most: number
  readonly #chunks: string[] = []
  readonly #dropped = new Escapes()

  constructor(most = MOST) {
    this.#most = most
  }

  push(text: string): void {
    // A sequence longer than the bound may still be open, with all of it dropped.
    const skip = this.#chunks.length === 0 ? this.#dropped.read(text, 0) : 0
    const added = text.slice(skip)
    this.start += skip
    this.end += text.length
    if (added === '') return
    const last = this.#chunks.length - 1
    const tail = this.#chunks[last]
    if (tail !== undefined && tail.length + added.length <= CHUNK) this.#chunks[last] = tail + added
    else this.#chunks.push(added)
    this.#trim()
  }

  /** Up to about `most` units from a position that is still kept. */
  read(position: number, most: number): string {
    let index = this.#chunks.length
    let at = this.end
    // Readers are near the end.
    while (index > 0 && at > position) at -= this.#chunks[--index]?.length ?? 0
    const parts: string[] = []
    let length = 0
    for (let skip = position - at; index < this.#chunks.length && length < most; index++, skip = 0) {
      const part = (this.#chunks[index] ?? '').slice(skip)
      parts.push(part)
      length += part.length
    }
    return whole(parts.join(''), most)
  }

  /** All that is kept up to a position, led by what sets a new terminal into the modes that hold at its start. */
  replay(until = this.end): string {
    return this.#dropped.modes() + this.#chunks.join('').slice(0, Math.max(0, until - this.start))
  }

  #trim(): void {
    let excess = this.end - this.start - this.#most
    while (excess > 0) {
      const first = this.#chunks[0]
      if (first === undefined) return
      const read = this.#dropped.read(first, Math.min(excess, first.length))
      this.start += read
      excess -= read
      if (read < first.length) this.#chunks[0] = first.slice(read)
      else this.#chunks.shift()
      // An open sequence at the end of the chunk goes on in the next.
      if (excess <= 0 && read === first.length) this.#closeSequence()
    }
  }

  #closeSequence(): void {
    for (let first = this.#chunks[0]; first !== undefined; first = this.#chunks[0]) {
      const read = this.#dropped.read(first, 0)
      this.start += read
      if (read < first.length) {
        if (read > 0) this.#chunks[0] = first.slice(read)
        return
      }
      this.#chunks.shift()
    }
  }
}

/** The text's first `most` units, one less where that would split a surrogate pair. */
function whole(text: string, most: number): string {
  if (text.length <= most) return text
  const code = text.charCodeAt(most - 1)
  return text.slice(0, code >= 0xd800 && code <= 0xdbff ? most - 1 : most)
}
