import type { Transform } from 'node:stream'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import { BLOCK, type Body, BrokenTar, isHeader, pathText, type TarEntry, TarScanner } from '../../tar/index.ts'

/** What a file in an image’s archive turned out to be. */
export type Found = { kind: 'json'; text: string } | { kind: 'layer' } | { kind: 'other' }

export type UnpackOptions = {
  /** Each entry of a layer. */
  onEntry: (entry: TarEntry) => void
  /** The whole file was read. */
  onEnd: (found: Found) => void
  onError: (error: unknown) => void
}

/** Configurations and manifests are far smaller; a longer one is none. */
const LONGEST_JSON = 16 << 20
const OPENING_BRACE = 0x7b
const OPENING_BRACKET = 0x5b
const GZIP = Buffer.from([0x1f, 0x8b])
const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd])

/**
 * Takes a file of an image’s archive whose name tells nothing: what it is shows in its first bytes. A layer, packed or
 * not, is scanned as it comes.
 */
export class Unpack implements Body {
  readonly #options: UnpackOptions
  #first: Buffer = Buffer.alloc(0)
  #into: Body | undefined
  /** Resolves when what was written was taken; undefined while there is room. */
  waiting: Promise<void> | undefined

  constructor(options: UnpackOptions) {
    this.#options = options
  }

  write(part: Buffer): void {
    if (this.#into) {
      this.#into.write(part)
      return
    }
    this.#first = this.#first.length === 0 ? part : Buffer.concat([this.#first, part])
    if (this.#first.length >= BLOCK) this.#begin()
    else this.#first = Buffer.from(this.#first)
  }

  end(): void {
    if (!this.#into) this.#begin()
    this.#into?.end()
  }

  #begin(): void {
    const first = this.#first
    this.#into = this.#bodyFor(first)
    this.#into.write(first)
  }

  #bodyFor(first: Buffer): Body {
    if (first[0] === OPENING_BRACE || first[0] === OPENING_BRACKET) return this.#json()
    if (first.subarray(0, 2).equals(GZIP)) return this.#packed(createGunzip())
    if (first.subarray(0, 4).equals(ZSTD)) return this.#packed(createZstdDecompress())
    const empty = first.length >= BLOCK && first.subarray(0, BLOCK).every((byte) => byte === 0)
    if (empty || isHeader(first.subarray(0, BLOCK))) return this.#layer()
    return { write: () => {}, end: () => this.#options.onEnd({ kind: 'other' }) }
  }

  #layer(): Body {
    const scanner = new TarScanner((entry) => {
      this.#options.onEntry(entry)
      return undefined
    }, pathText)
    return {
      write: (part) => scanner.push(part),
      end: () => {
        scanner.end()
        this.#options.onEnd({ kind: 'layer' })
      },
    }
  }

  #json(): Body {
    const parts: Buffer[] = []
    let length = 0
    return {
      write: (part) => {
        length += part.length
        if (length > LONGEST_JSON) throw new BrokenTar('a configuration is too long')
        parts.push(Buffer.from(part))
      },
      end: () => this.#options.onEnd({ kind: 'json', text: Buffer.concat(parts).toString('utf8') }),
    }
  }

  #packed(unpacker: Transform): Body {
    const layer = this.#layer()
    const ended = new Promise<void>((resolve, reject) => {
      unpacker.on('data', (part: Buffer) => {
        try {
          layer.write(part)
        } catch (error) {
          unpacker.destroy(error instanceof Error ? error : new Error(String(error)))
        }
      })
      unpacker.on('end', () => {
        try {
          layer.end()
          resolve()
        } catch (error) {
          reject(error)
        }
      })
      unpacker.on('error', (error) => reject(new BrokenTar(`a layer cannot be unpacked: ${error.message}`)))
    })
    ended.catch(this.#options.onError)
    return {
      write: (part) => {
        if (unpacker.destroyed || unpacker.write(Buffer.from(part))) return
        this.waiting ??= new Promise<void>((resolve) => {
          const go = () => {
            unpacker.off('drain', go).off('close', go)
            this.waiting = undefined
            resolve()
          }
          unpacker.on('drain', go).on('close', go)
        })
      },
      end: () => {
        unpacker.end()
        this.waiting = ended
      },
    }
  }
}
