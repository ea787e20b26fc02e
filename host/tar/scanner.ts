import {
  BLOCK,
  BrokenTar,
  type Extended,
  type RawHeader,
  type ReadName,
  readHeader,
  readPax,
  shownName,
  type TarEntry,
  toNul,
} from './header.ts'

/** Takes the content of an entry as it comes. */
export type Body = { write(part: Buffer): void; end(): void }

/** Extended headers hold a name or two; one that is longer is an attack. */
const LONGEST_EXTENDED = 1 << 20

type State = 'header' | 'extended' | 'sparse' | 'body' | 'padding' | 'done'

/**
 * Reads the headers of a tar as its bytes come, in chunks of any size, and passes over the contents: ustar, GNU and
 * PAX, long names, sparse files. Nothing is kept but a header that is not there as a whole yet.
 */
export class TarScanner {
  readonly #onEntry: (entry: TarEntry) => Body | undefined
  readonly #nameOf: ReadName
  #state: State = 'header'
  /** The beginning of a block or of an extended header, whose rest is to come. */
  #held: Buffer[] = []
  #heldBytes = 0
  #left = 0
  #padding = 0
  #zeros = 0
  #extended: Extended = {}
  #header: RawHeader | undefined
  #body: Body | undefined

  /** `onEntry` is called for each entry; where it gives a body, that gets the content. `nameOf` makes text of names. */
  constructor(onEntry: (entry: TarEntry) => Body | undefined, nameOf: ReadName = shownName) {
    this.#onEntry = onEntry
    this.#nameOf = nameOf
  }

  /** Takes the next bytes. @throws BrokenTar, and what `onEntry` throws */
  push(chunk: Buffer): void {
    let at = 0
    while (at < chunk.length && this.#state !== 'done') {
      if (this.#state === 'body' || this.#state === 'padding') at += this.#pass(chunk, at)
      else at = this.#collect(chunk, at)
    }
  }

  /** There are no more bytes. @throws BrokenTar when the tar ends within an entry */
  end(): void {
    // A tar without its closing zeros is read by every tool there is.
    const between = this.#state === 'header' && this.#heldBytes === 0
    if (!between && this.#state !== 'done') throw new BrokenTar('the tar ends within an entry')
  }

  #pass(chunk: Buffer, at: number): number {
    const length = Math.min(this.#left, chunk.length - at)
    if (this.#state === 'body' && this.#body) this.#body.write(chunk.subarray(at, at + length))
    this.#left -= length
    if (this.#left === 0) this.#next()
    return length
  }

  /** From a content to its padding, from that to the next header. */
  #next(): void {
    if (this.#state === 'body') {
      this.#body?.end()
      this.#body = undefined
      this.#state = 'padding'
      this.#left = this.#padding
      if (this.#left > 0) return
    }
    this.#state = 'header'
    this.#left = BLOCK
  }

  #collect(chunk: Buffer, at: number): number {
    const wanted = (this.#state === 'extended' ? this.#left : BLOCK) - this.#heldBytes
    const end = Math.min(chunk.length, at + wanted)
    const part = chunk.subarray(at, end)
    if (part.length < wanted) {
      // The chunk’s memory may be used again by who sent it.
      this.#held.push(Buffer.from(part))
      this.#heldBytes += part.length
      return end
    }
    const block = this.#held.length === 0 ? part : Buffer.concat([...this.#held, part])
    this.#held = []
    this.#heldBytes = 0
    if (this.#state === 'header') this.#takeHeader(block)
    else if (this.#state === 'extended') this.#takeExtended(block)
    else if (block[504] !== 1) this.#begin()
    return end
  }

  #takeHeader(block: Buffer): void {
    if (isZero(block)) {
      this.#zeros++
      if (this.#zeros === 2) this.#state = 'done'
      return
    }
    this.#zeros = 0
    const header = readHeader(block, this.#nameOf)
    this.#header = header
    if ('xgLK'.includes(header.flag)) {
      if (header.stored > LONGEST_EXTENDED) throw new BrokenTar('an extended header is too long')
      this.#left = padded(header.stored)
      this.#state = 'extended'
      if (this.#left === 0) this.#takeExtended(Buffer.alloc(0))
    } else if (header.moreSparse) this.#state = 'sparse'
    else this.#begin()
  }

  #takeExtended(block: Buffer): void {
    const { flag = '', stored = 0 } = this.#header ?? {}
    const bytes = block.subarray(0, stored)
    if (flag === 'x') this.#extended = { ...this.#extended, ...readPax(bytes, this.#nameOf) }
    else if (flag === 'L') this.#extended.path = this.#nameOf(toNul(bytes))
    else if (flag === 'K') this.#extended.target = this.#nameOf(toNul(bytes))
    this.#state = 'header'
  }

  #begin(): void {
    const header = this.#header
    if (!header) return
    const { stored: said, ...extended } = this.#extended
    this.#extended = {}
    const stored = header.stored === 0 && header.type !== 'file' ? 0 : (said ?? header.stored)
    const { flag: _flag, stored: _stored, moreSparse: _more, ...entry } = { ...header, ...extended }
    this.#body = this.#onEntry(entry.type === 'file' ? entry : { ...entry, size: 0 })
    this.#state = 'body'
    this.#left = stored
    this.#padding = padded(stored) - stored
    if (this.#left === 0) this.#next()
  }
}

const padded = (bytes: number): number => Math.ceil(bytes / BLOCK) * BLOCK

const ZERO = Buffer.alloc(BLOCK)
const isZero = (block: Buffer): boolean => block[0] === 0 && block.equals(ZERO)
