const CR = 13
const LF = 10
const NOTHING = Buffer.alloc(0)

/** Takes the transfer's own bytes out of what a connection brings. */
export type BodyReader = {
  /** The payload within a chunk, which is used up by this: it lies at the chunk’s end. @throws Error with a `code` when it is not HTTP */
  push(chunk: Buffer): Buffer
  /** Whether the body is there as a whole. */
  complete(): boolean
}

/** A body that ends when the connection does, or after `length` bytes. */
export function plainBody(length: number | undefined): BodyReader {
  let left = length ?? Number.POSITIVE_INFINITY
  return {
    push: (chunk) => {
      const part = chunk.length > left ? chunk.subarray(0, left) : chunk
      left -= part.length
      return part
    },
    complete: () => length === undefined || left === 0,
  }
}

/**
 * A body in chunks. Engines send each log line as a chunk of its own: this moves them together in place, many at once,
 * where Node’s parser makes a call and a buffer of each.
 */
export function chunkedBody(): BodyReader {
  /** Bytes of the current chunk still to come. */
  let left = 0
  /** A size line that is not there as a whole yet. */
  let size = ''
  let state: 'size' | 'data' | 'data-end' | 'trailer' | 'done' = 'size'
  let trailer = 0

  return {
    push: (chunk) => {
      if (state === 'done') return NOTHING
      /** Where the payload is: from, to, from, to… */
      const found: number[] = []
      let at = 0
      while (at < chunk.length) {
        if (state === 'data') {
          const end = Math.min(chunk.length, at + left)
          found.push(at, end)
          left -= end - at
          at = end
          if (left === 0) state = 'data-end'
          continue
        }
        const byte = chunk[at++] ?? 0
        if (state === 'data-end') {
          if (byte === LF) state = 'size'
          else if (byte !== CR) throw noChunk()
        } else if (state === 'trailer') {
          if (byte === LF && trailer++ === 0) {
            state = 'done'
            break
          }
          if (byte === LF) trailer = 0
          else if (byte !== CR) trailer = -1
        } else if (byte !== LF) {
          size += String.fromCharCode(byte)
          if (size.length > 64) throw noChunk()
        } else {
          left = sizeOf(size)
          size = ''
          state = left === 0 ? 'trailer' : 'data'
        }
      }
      return together(chunk, found)
    },
    complete: () => state === 'done',
  }
}

/** Moves what was found to the chunk’s end: whoever used it up can give its memory back. */
function together(chunk: Buffer, found: readonly number[]): Buffer {
  let start = chunk.length
  for (let index = found.length - 2; index >= 0; index -= 2) {
    const [from = 0, to = 0] = [found[index], found[index + 1]]
    start -= to - from
    if (start !== from) chunk.copyWithin(start, from, to)
  }
  return chunk.subarray(start)
}

function sizeOf(line: string): number {
  const digits = /^([0-9a-f]{1,12}) *(?:;.*)?\r?$/i.exec(line)?.[1]
  if (digits === undefined) throw noChunk()
  return Number.parseInt(digits, 16)
}

const noChunk = () => Object.assign(new Error('a chunk of the answer has no size'), { code: 'HPE_INVALID_CHUNK_SIZE' })
