import { SlipwayError } from '../errors.ts'

/** From which of the process's streams something comes. */
export type FrameSource = 'stdout' | 'stderr'

/**
 * Takes one frame's bytes, as they lie in `bytes` between `from` and `to`; with `more` they go on with the frame before.
 * The bytes are only valid during the call.
 */
export type FrameSink = (source: FrameSource, bytes: Buffer, from: number, to: number, more: boolean) => void

const HEADER = 8
/** Docker’s own frames of a log hold 16 KiB and a time. */
const WHOLE = 128 * 1024
const EMPTY = Buffer.alloc(0)
const SYSTEM_ERROR = 3

/**
 * Reads what a process without a terminal writes: frames of 8 bytes (source, 0, 0, 0, length) and what it wrote, cut
 * anywhere.
 */
export class FrameReader {
  readonly #sink: FrameSink
  readonly #whole: number
  /** The beginning of a frame that is not there as a whole yet. */
  #rest: Buffer = EMPTY
  /** What is left of a large frame. */
  #large: { source: number; left: number } | undefined

  /** A frame of up to so many bytes comes as a whole, one above comes as its pieces do. */
  constructor(sink: FrameSink, whole = WHOLE) {
    this.#sink = sink
    this.#whole = whole
  }

  /** @throws SlipwayError when this is no frame, or the engine's own failure amid them */
  push(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    let at = this.#large ? this.#goOn(bytes, 0) : 0
    while (bytes.length - at >= HEADER) {
      const source = bytes[at]
      // All three at once: the bytes between source and length are always 0.
      if (source === undefined || source > SYSTEM_ERROR || (bytes.readUInt32BE(at) & 0xffffff) !== 0) throw noFrame()
      const length = bytes.readUInt32BE(at + 4)
      const from = at + HEADER
      if (length > this.#whole) {
        const first = from + this.#whole
        if (bytes.length < first) break
        this.#give(source, bytes, from, first, false)
        this.#large = { source, left: length - this.#whole }
        at = this.#goOn(bytes, first)
        continue
      }
      if (bytes.length - from < length) break
      this.#give(source, bytes, from, from + length, false)
      at = from + length
    }
    this.#rest = at === bytes.length ? EMPTY : bytes.subarray(at)
  }

  /** The stream is over. @throws SlipwayError when it ended within a frame */
  end(): void {
    if (this.#rest.length === 0 && !this.#large) return
    throw new SlipwayError('ENGINE_ERROR', {
      what: 'What the engine sent broke off.',
      why: 'It ended in the middle of a line.',
      next: 'Try again. If it stays, look at the engine’s own log.',
    })
  }

  /** Gives what is there of a large frame; answers where the next one begins. */
  #goOn(bytes: Buffer, from: number): number {
    const large = this.#large
    if (!large) return from
    const to = Math.min(bytes.length, from + large.left)
    if (to > from) this.#give(large.source, bytes, from, to, true)
    large.left -= to - from
    if (large.left === 0) this.#large = undefined
    return to
  }

  #give(source: number, bytes: Buffer, from: number, to: number, more: boolean): void {
    if (source === SYSTEM_ERROR && to > from)
      throw systemError(bytes.toString('utf8', from, Math.min(to, from + 2_000)))
    this.#sink(NAMES[source] ?? 'stdout', bytes, from, to, more)
  }
}

/** Stream 0 is stdin, which engines echo as output. */
const NAMES: readonly FrameSource[] = ['stdout', 'stdout', 'stderr']

const noFrame = () =>
  new SlipwayError('ENGINE_ERROR', {
    what: 'What the engine sends can’t be read.',
    why: 'It is not in the form of a process’s output.',
    next: 'Try again. If it stays, please report this with the engine’s version.',
  })

const systemError = (why: string) =>
  new SlipwayError('ENGINE_ERROR', {
    what: 'The engine could not read on in its log.',
    why: why.trim(),
    next: 'Its file may be damaged: look at the engine’s own log.',
  })
