import { FrameReader } from '../engine/index.ts'

/** Bytes of a process as text: characters cut between pieces stay whole, each of its streams for itself. */
export class Decoder {
  readonly #frames: FrameReader | undefined
  readonly #decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() }
  #text = ''

  /** With a TTY there is one plain stream; without, the engine sends frames. */
  constructor(tty: boolean) {
    // What was written is shown as it comes, not once its frame is whole.
    this.#frames = tty
      ? undefined
      : new FrameReader((source, bytes, from, to) => {
          this.#text += this.#decoders[source].decode(bytes.subarray(from, to), { stream: true })
        }, 0)
  }

  /** @throws SlipwayError when what the engine sends is no output */
  read(piece: Buffer): string {
    if (!this.#frames) return this.#decoders.stdout.decode(piece, { stream: true })
    this.#text = ''
    this.#frames.push(piece)
    return this.#text
  }

  /** What is left at the end: a replacement for each character that was never finished. */
  end(): string {
    return this.#decoders.stdout.decode() + this.#decoders.stderr.decode()
  }
}
