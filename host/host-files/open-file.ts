import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { SlipwayError } from '../errors.ts'
import { own } from '../release.ts'
import { absolute } from './place.ts'
import { fileProblem } from './problem.ts'

/** Bytes. */
const CHUNK = 256 * 1024

/** A file that is open: it stays whole for who reads it, even when its name goes. */
export type OpenFile = {
  /** Absolute. */
  path: string
  /** Bytes. */
  size: number
  /** Its bytes; closes the file at their end. */
  read: () => Readable
}

/** Opens a large file to be read. @throws SlipwayError when it is not there, forbidden, or no ordinary file */
export async function openFile(path: string): Promise<OpenFile> {
  const place = absolute(path)
  let file: FileHandle | undefined
  try {
    // A pipe that nobody writes to must not hold us.
    file = await open(place, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    const found = await file.stat()
    if (found.isDirectory()) throw Object.assign(new Error('is a folder'), { code: 'EISDIR' })
    if (!found.isFile()) throw noFile(place)
    const opened = file
    return { path: place, size: found.size, read: () => readAll(opened) }
  } catch (error) {
    await file?.close()
    throw fileProblem(error, place)
  }
}

/** What is in a file, which is closed in the end, also where nobody reads it to its end. */
function readAll(file: FileHandle): Readable {
  return Readable.from(chunksOf(file), { highWaterMark: 2 }).once('close', () => {
    file.close().catch(() => {})
  })
}

async function* chunksOf(file: FileHandle): AsyncGenerator<Buffer, void> {
  while (true) {
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafeSlow(CHUNK), 0, CHUNK, null)
    if (bytesRead === 0) return
    own(buffer)
    yield buffer.subarray(0, bytesRead)
  }
}

const noFile = (path: string) =>
  new SlipwayError('INVALID', {
    what: `“${path}” can’t be read.`,
    why: 'It is a device, a pipe or a socket.',
    next: 'Choose a file.',
  })
