const HEADER = 8

/** One frame's part: from which of the process's streams, and its bytes. */
export type Part = { stream: 'stdout' | 'stderr'; bytes: Buffer }

/** Takes the engine's multiplexed stream apart: frames of a header (stream, length) and bytes, cut anywhere. */
export class Frames {
  #header = Buffer.alloc(0)
  #left = 0
  #stream: Part['stream'] = 'stdout'

  /** The parts in the next piece of the stream. A frame's bytes come as they arrive, not when it is whole. */
  read(piece: Buffer): Part[] {
    const parts: Part[] = []
    let rest = piece
    while (rest.length > 0) {
      if (this.#left === 0) {
        rest = this.#readHeader(rest)
        continue
      }
      const bytes = rest.subarray(0, this.#left)
      this.#left -= bytes.length
      rest = rest.subarray(bytes.length)
      parts.push({ stream: this.#stream, bytes })
    }
    return parts
  }

  #readHeader(piece: Buffer): Buffer {
    const missing = HEADER - this.#header.length
    this.#header = Buffer.concat([this.#header, piece.subarray(0, missing)])
    if (this.#header.length === HEADER) {
      this.#stream = this.#header[0] === 2 ? 'stderr' : 'stdout'
      this.#left = this.#header.readUInt32BE(4)
      this.#header = Buffer.alloc(0)
    }
    return piece.subarray(missing)
  }
}
