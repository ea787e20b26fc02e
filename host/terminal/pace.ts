/** How far the nearest reader may be behind before the source is held, in UTF-16 units. */
const HIGH = 128 * 1024
/** A reader that took nothing for so long no longer holds the program up; milliseconds. */
const STALL_MS = 5_000

export type Reader = { position: number; stalled: boolean }

/** What can be held for a while. */
export type Source = { pause(): void; resume(): void }

/**
 * Holds a terminal's source while every reader is far behind, as a real terminal holds the program that writes to it.
 * Without readers, or when none takes anything for a while, the source runs freely.
 */
export class Pace {
  readonly #source: Source
  readonly #readers = new Set<Reader>()
  #end = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(source: Source) {
    this.#source = source
  }

  get held(): boolean {
    return this.#timer !== undefined
  }

  /** The source wrote up to that position. */
  wrote(end: number): void {
    this.#end = end
    if (!this.held && this.#crowded()) this.#hold()
  }

  join(position: number): Reader {
    const reader = { position, stalled: false }
    this.#readers.add(reader)
    return reader
  }

  /** The reader took what is before that position. */
  took(reader: Reader, position: number): void {
    reader.position = position
    reader.stalled = false
    if (!this.held) return
    if (this.#crowded()) this.#hold()
    else this.release()
  }

  leave(reader: Reader): void {
    this.#readers.delete(reader)
    if (this.held && !this.#crowded()) this.release()
  }

  /** Lets the source run. */
  release(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#source.resume()
  }

  #hold(): void {
    clearTimeout(this.#timer)
    this.#source.pause()
    this.#timer = setTimeout(() => {
      for (const reader of this.#readers) reader.stalled = true
      this.release()
    }, STALL_MS)
    this.#timer.unref()
  }

  #crowded(): boolean {
    const positions = [...this.#readers].filter((reader) => !reader.stalled).map((reader) => reader.position)
    return positions.length > 0 && this.#end - Math.max(...positions) > HIGH
  }
}
