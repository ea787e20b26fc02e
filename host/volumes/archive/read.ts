import { createHash, type Hash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { SlipwayError } from '../../errors.ts'
import { fileProblem } from '../../host-files/index.ts'
import { ofFile, through } from '../../pieces.ts'
import { TarEnd } from '../../tar/index.ts'
import { unpackerOf } from './codec.ts'

/** An archive that is being unpacked. */
export type OpenArchive = {
  /**
   * The tar stream; who stops reading it early does not end it. A piece may be read until the next one is asked for.
   */
  content: AsyncIterable<Buffer>
  /** Reads what is left and compares the whole with its checksum. @throws SlipwayError when it is not the same */
  verify(): Promise<void>
  close(): Promise<void>
}

/**
 * Opens an archive of any of the formats.
 * @param tell told the bytes of the file that were read so far
 * @throws SlipwayError when it can’t be opened
 */
export async function openArchive(
  path: string,
  sha256: string | undefined,
  tell: (bytes: number) => void,
): Promise<OpenArchive> {
  const file = await opened(path)
  const hash = createHash('sha256')
  const pieces = hashed(file, hash, tell)
  const unpacker = await unpackerOf(file).catch(async (error) => {
    await file.close()
    throw fileProblem(error, path)
  })
  const content = unpacker ? through(pieces, unpacker) : pieces
  const end = new TarEnd()
  let sound = false
  const next = async () => {
    try {
      const step = await content.next()
      if (!step.done) end.take(step.value)
      else if (!sound) {
        // Who reads it would wait for the rest of one that breaks off.
        if (!end.came) throw damaged(path)
        if (sha256 !== undefined && hash.digest('hex') !== sha256) throw damaged(path)
        sound = true
      }
      return step
    } catch (error) {
      // What a packed file of other bytes ends with, before its checksum is known.
      throw /^(?:Z_|ZSTD_|ERR_)/.test(codeOf(error) ?? '') ? damaged(path) : error
    }
  }
  return {
    content: { [Symbol.asyncIterator]: () => ({ next }) },
    verify: async () => {
      while (!(await next()).done) {
        // What follows the end of the tar stream is padding.
      }
    },
    close: async () => {
      await content.return(undefined)
      await file.close()
    },
  }
}

/** Compares an archive with its checksum before anything is done with it. @throws SlipwayError when it is not the same */
export async function verifyArchive(path: string, sha256: string, signal: AbortSignal): Promise<void> {
  const file = await opened(path)
  const hash = createHash('sha256')
  try {
    for await (const _piece of hashed(file, hash, () => {})) signal.throwIfAborted()
  } finally {
    await file.close()
  }
  if (hash.digest('hex') !== sha256) throw damaged(path)
}

async function opened(path: string): Promise<FileHandle> {
  return await open(path).catch((error) => {
    throw fileProblem(error, path)
  })
}

async function* hashed(file: FileHandle, hash: Hash, tell: (bytes: number) => void): AsyncGenerator<Buffer> {
  let bytes = 0
  for await (const piece of ofFile(file)) {
    bytes += piece.length
    tell(bytes)
    hash.update(piece)
    yield piece
  }
}

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined

const damaged = (path: string) =>
  new SlipwayError('INVALID', {
    what: `“${path}” is damaged.`,
    why: 'It breaks off, or it is not what was written: its checksum differs from the one in its manifest.',
    next: 'Use another backup, or a copy of this one. Nothing was changed.',
  })
