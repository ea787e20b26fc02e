import { createReadStream } from 'node:fs'
import { pipeline, type Readable, Writable } from 'node:stream'
import { pipeline as whole } from 'node:stream/promises'
import { SlipwayError } from '../../errors.ts'
import { unpackerOf } from './codec.ts'
import { Hashing, Meter } from './passing.ts'

const PIECE = 1024 * 1024
/** A tar stream ends with so many empty bytes. */
const TAR_END = 1_024

/** An archive that is being unpacked. */
export type OpenArchive = {
  /** The tar stream; who stops reading it early does not end it. */
  content: AsyncIterable<Buffer>
  /** Reads what is left and compares the whole with its checksum. @throws SlipwayError when it is not the same */
  verify(): Promise<void>
  close(): void
}

/**
 * Opens an archive of any of the formats.
 * @param tell told the bytes of the file that were read so far
 */
export async function openArchive(
  path: string,
  sha256: string | undefined,
  tell: (bytes: number) => void,
): Promise<OpenArchive> {
  const unpacker = await unpackerOf(path)
  const meter = new Meter(tell)
  const hashing = new Hashing()
  const file = createReadStream(path, { highWaterMark: PIECE })
  const stages = [file, meter, hashing, ...(unpacker ? [unpacker] : [])] as const
  const last: Readable = unpacker ?? hashing
  // An error reaches the reader by the last stage; one that comes when nobody reads any more is no news.
  const ignore = () => {}
  file.on('error', ignore)
  for (const stage of [meter, hashing, ...(unpacker ? [unpacker] : [])]) stage.on('error', ignore)
  pipeline(stages, () => {})
  const pieces: AsyncIterator<Buffer> = last[Symbol.asyncIterator]()
  let tail: Buffer = Buffer.alloc(0)
  let sound = false
  const next = async () => {
    try {
      const step = await pieces.next()
      if (!step.done) tail = Buffer.concat([tail, step.value.subarray(-TAR_END)]).subarray(-TAR_END)
      // Who reads it would wait for the rest of one that breaks off.
      else if (!sound && !isWhole(tail, sha256, hashing)) throw damaged(path)
      else sound = true
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
    close: () => file.destroy(),
  }
}

/** A tar stream ends with empty blocks, and the file is what its manifest says. */
const isWhole = (tail: Buffer, sha256: string | undefined, hashing: Hashing): boolean =>
  tail.length === TAR_END && tail.every((byte) => byte === 0) && (sha256 === undefined || hashing.digest() === sha256)

/** Compares an archive with its checksum before anything is done with it. @throws SlipwayError when it is not the same */
export async function verifyArchive(path: string, sha256: string, signal: AbortSignal): Promise<void> {
  const hashing = new Hashing()
  const nowhere = new Writable({ write: (_piece, _encoding, done) => done() })
  await whole([createReadStream(path, { highWaterMark: PIECE }), hashing, nowhere], { signal })
  if (hashing.digest() !== sha256) throw damaged(path)
}

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined

const damaged = (path: string) =>
  new SlipwayError('INVALID', {
    what: `“${path}” is damaged.`,
    why: 'It breaks off, or it is not what was written: its checksum differs from the one in its manifest.',
    next: 'Use another backup, or a copy of this one. Nothing was changed.',
  })
