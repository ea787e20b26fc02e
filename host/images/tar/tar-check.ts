import { posix } from 'node:path'
import { Transform, type TransformCallback } from 'node:stream'
import { SlipwayError } from '../../errors.ts'
import { BLOCK, BrokenTar, isHeader, TarScanner } from '../../tar/index.ts'

export type TarCheckOptions = {
  /** What it is called when something is wrong with it. */
  name: string
  /** Bytes that are to come. */
  size: number
  /** Images, as `docker save` writes them, or the files of one system. */
  holds: 'images' | 'files'
  /** Bytes that went by so far. */
  passed: (bytes: number) => void
}

/** What engines unpack by themselves: gzip, bzip2, xz, zstd. */
const PACKED = [
  [0x1f, 0x8b],
  [0x42, 0x5a, 0x68],
  [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00],
  [0x28, 0xb5, 0x2f, 0xfd],
].map((bytes) => Buffer.from(bytes))

/** One of these says what images are in an archive: Docker’s own, OCI’s, and the one of very old engines. */
const MANIFESTS = new Set(['manifest.json', 'index.json', 'repositories'])

/**
 * Passes a tar file on, and fails where it is none, is cut short, or has no image in it: an engine says that in the
 * words of its own code, or takes what there is. Of a packed one, only the beginning and the length are looked at.
 */
export class TarCheck extends Transform {
  readonly #options: TarCheckOptions
  #bytes = 0
  #first: Buffer = Buffer.alloc(0)
  #begun = false
  #scanner: TarScanner | undefined
  #found = false
  /** What it failed of. */
  failure: unknown

  constructor(options: TarCheckOptions) {
    // Part by part: else who reads them gets all that is there, copied together.
    super({ readableObjectMode: true, readableHighWaterMark: 2 })
    this.#options = options
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#bytes += chunk.length
    this.#options.passed(this.#bytes)
    this.#guarded(
      done,
      () => {
        if (this.#begun) this.#scanner?.push(chunk)
        else {
          this.#first = this.#first.length === 0 ? chunk : Buffer.concat([this.#first, chunk])
          if (this.#first.length >= BLOCK) this.#begin()
        }
      },
      chunk,
    )
  }

  override _flush(done: TransformCallback): void {
    this.#guarded(done, () => {
      const { size, holds } = this.#options
      if (this.#bytes < size) throw this.#cutShort('It became shorter while it was read.')
      if (!this.#begun) this.#begin()
      this.#scanner?.end()
      if (this.#scanner && holds === 'images' && !this.#found) throw noImages(this.#options.name)
    })
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.failure ??= error ?? undefined
    done(error)
  }

  #begin(): void {
    this.#begun = true
    const first = this.#first
    this.#first = Buffer.alloc(0)
    if (PACKED.some((mark) => first.subarray(0, mark.length).equals(mark))) return
    const empty = first.length >= BLOCK && first.subarray(0, BLOCK).every((byte) => byte === 0)
    if (!empty && !isHeader(first.subarray(0, BLOCK))) throw noTar(this.#options.name, first.length)
    this.#scanner = new TarScanner(({ path }) => {
      if (MANIFESTS.has(posix.normalize(path))) this.#found = true
      return undefined
    })
    this.#scanner.push(first)
  }

  #guarded(done: TransformCallback, work: () => void, chunk?: Buffer): void {
    try {
      work()
      done(null, chunk)
    } catch (error) {
      const { name } = this.#options
      const told = error instanceof BrokenTar ? this.#broken(name, error) : error
      done(told instanceof Error ? told : new Error(String(told)))
    }
  }

  #broken(name: string, { message }: BrokenTar): SlipwayError {
    if (/ends within/.test(message)) return this.#cutShort('It ends in the middle of one of the files in it.')
    return damaged(name, `After ${this.#bytes.toLocaleString('en')} bytes: ${message}.`)
  }

  #cutShort(why: string): SlipwayError {
    return cutShort(this.#options.name, why)
  }
}

/** A tar whose end is missing. */
export const cutShort = (name: string, why: string): SlipwayError =>
  new SlipwayError('INVALID', {
    what: `“${name}” is cut short.`,
    why,
    next: 'Copy or download it again, and compare its size with the original’s.',
  })

/** A tar with something in it that is none. */
export const damaged = (name: string, why: string): SlipwayError =>
  new SlipwayError('INVALID', { what: `“${name}” is damaged.`, why, next: 'Copy or download it again.' })

const noTar = (name: string, length: number) =>
  new SlipwayError('INVALID', {
    what: `“${name}” is no tar file.`,
    why:
      length === 0
        ? 'It is empty.'
        : 'It begins neither as a tar file does, nor as one packed by gzip, bzip2, xz or zstd.',
    next: 'Choose a file that docker save or docker export wrote, or a tar file of your own.',
  })

/** A tar of ordinary files. */
export const noImages = (name: string): SlipwayError =>
  new SlipwayError('INVALID', {
    what: `“${name}” has no images in it.`,
    why: 'It is a tar file, but not one that docker save wrote: no manifest is in it.',
    next: 'If it holds the files of a system, as docker export writes them, import it instead.',
  })
