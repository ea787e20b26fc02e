import type { LogSource } from '../../contract/index.ts'
import { SlipwayError } from '../errors.ts'
import type { MessageReader, MessageSink } from './sink.ts'

const HEADER = 8
/** Frames above this come in pieces; Docker’s own hold 16 KiB and a time. */
const LARGE = 128 * 1024
const EMPTY = Buffer.alloc(0)
const SYSTEM_ERROR = 3

/** Reads the log of a container without a terminal: frames of 8 bytes (source, 0, 0, 0, length) and a message. */
export class FrameReader implements MessageReader {
  readonly #sink: MessageSink
  /** The beginning of a frame that is not there as a whole yet. */
  #rest: Buffer = EMPTY
  /** What is left of a large frame. */
  #large: { source: number; left: number } | undefined

  constructor(sink: MessageSink) {
    this.#sink = sink
  }

  push(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    let at = this.#large ? this.#goOn(bytes, 0) : 0
    while (bytes.length - at >= HEADER) {
      const source = bytes[at]
      // All three at once: the bytes between source and length are always 0.
      if (source === undefined || source > SYSTEM_ERROR || (bytes.readUInt32BE(at) & 0xffffff) !== 0) throw noLog()
      const length = bytes.readUInt32BE(at + 4)
      const from = at + HEADER
      if (length > LARGE) {
        if (bytes.length - from < LARGE) break
        this.#give(source, bytes, from, from + LARGE, false)
        this.#large = { source, left: length - LARGE }
        at = this.#goOn(bytes, from + LARGE)
        continue
      }
      if (bytes.length - from < length) break
      this.#give(source, bytes, from, from + length, false)
      at = from + length
    }
    this.#rest = at === bytes.length ? EMPTY : bytes.subarray(at)
  }

  end(): void {
    if (this.#rest.length === 0 && !this.#large) return
    throw new SlipwayError('ENGINE_ERROR', {
      what: 'The log broke off.',
      why: 'The engine ended its answer in the middle of a line.',
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

  #give(source: number, bytes: Buffer, from: number, to: number, headless: boolean): void {
    if (source === SYSTEM_ERROR) throw systemError(bytes.toString('utf8', from, Math.min(to, from + 2_000)))
    this.#sink(NAMES[source] ?? 'stdout', bytes, from, to, headless)
  }
}

/** Stream 0 is stdin, which engines echo as output. */
const NAMES: readonly LogSource[] = ['stdout', 'stdout', 'stderr']

const noLog = () =>
  new SlipwayError('ENGINE_ERROR', {
    what: 'The log can’t be read.',
    why: 'The engine’s answer is not in the form of a log.',
    next: 'Try again. If it stays, please report this with the engine’s version.',
  })

const systemError = (why: string) =>
  new SlipwayError('ENGINE_ERROR', {
    what: 'The engine could not read on in its log.',
    why: why.trim(),
    next: 'Its file may be damaged: look at the engine’s own log.',
  })
