/** A tar ends with so many empty bytes. */
const LENGTH = 1_024

/** Tells of a tar that passes whether its end came: one that was cut short has none. */
export class TarEnd {
  readonly #last: Buffer = Buffer.alloc(LENGTH)
  #length = 0

  /** The next bytes. */
  take(part: Buffer): void {
    const from = part.subarray(-LENGTH)
    this.#last.copyWithin(0, from.length)
    from.copy(this.#last, LENGTH - from.length)
    this.#length += part.length
  }

  /** Whether what came so far ends as a tar does. */
  get came(): boolean {
    return this.#length >= LENGTH && this.#last.every((byte) => byte === 0)
  }
}
