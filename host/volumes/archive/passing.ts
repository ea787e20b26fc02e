import { createHash, type Hash } from 'node:crypto'
import { Transform, type TransformCallback } from 'node:stream'

/** A piece for the next stage is at least so large, but for the last. Bytes. */
const PIECE = 1024 * 1024

/** Counts what passes and tells of it, and passes it on in large pieces. */
export class Meter extends Transform {
  bytes = 0
  readonly #tell: (bytes: number) => void
  #pieces: Buffer[] = []
  #held = 0

  constructor(tell: (bytes: number) => void) {
    super({ writableHighWaterMark: 2 * PIECE, readableHighWaterMark: 2 * PIECE })
    this.#tell = tell
  }

  override _transform(piece: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.bytes += piece.length
    this.#held += piece.length
    this.#pieces.push(piece)
    if (this.#held >= PIECE) this.#passOn()
    done()
  }

  override _flush(done: TransformCallback): void {
    this.#passOn()
    done()
  }

  #passOn(): void {
    this.#tell(this.bytes)
    if (this.#held > 0) this.push(this.#pieces.length === 1 ? this.#pieces[0] : Buffer.concat(this.#pieces, this.#held))
    this.#pieces = []
    this.#held = 0
  }
}

/** Hashes and counts what passes. */
export class Hashing extends Transform {
  bytes = 0
  readonly #hash: Hash = createHash('sha256')

  override _transform(piece: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.bytes += piece.length
    this.#hash.update(piece)
    done(null, piece)
  }

  /** Once, at the end. */
  digest(): string {
    return this.#hash.digest('hex')
  }
}
