import { Frames } from './frames.ts'

/** Bytes of a process as text: characters cut between pieces stay whole, each of its streams for itself. */
export class Decoder {
  readonly #frames: Frames | undefined
  readonly #decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() }

  /** With a TTY there is one plain stream; without, the engine sends frames. */
  constructor(tty: boolean) {
    this.#frames = tty ? undefined : new Frames()
  }

  read(piece: Buffer): string {
    if (!this.#frames) return this.#decoders.stdout.decode(piece, { stream: true })
    let text = ''
    for (const { stream, bytes } of this.#frames.read(piece)) {
      text += this.#decoders[stream].decode(bytes, { stream: true })
    }
    return text
  }

  /** What is left at the end: a replacement for each character that was never finished. */
  end(): string {
    return this.#decoders.stdout.decode() + this.#decoders.stderr.decode()
  }
}
