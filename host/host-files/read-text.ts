import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { SlipwayError } from '../errors.ts'
import { absolute } from './place.ts'
import { fileProblem } from './problem.ts'

/** A file of settings is far smaller. Bytes. */
const LARGEST = 1024 * 1024

/** A small text file. @throws SlipwayError when it is not there, forbidden, too large, or no text */
export async function readText(path: string): Promise<{ path: string; text: string }> {
  const place = absolute(path)
  const refuse = (why: string) =>
    new SlipwayError('INVALID', { what: `“${place}” can’t be read as text.`, why, next: 'Choose another file.' })
  try {
    // A pipe that nobody writes to must not hold us.
    const file = await open(place, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      const found = await file.stat()
      if (found.isDirectory()) throw Object.assign(new Error('is a folder'), { code: 'EISDIR' })
      // A pipe or a device may never end.
      if (!found.isFile()) throw refuse('It is a device, a pipe or a socket.')
      if (found.size > LARGEST) throw refuse('It is larger than 1 MiB.')
      const { buffer, bytesRead } = await file.read(Buffer.alloc(LARGEST), 0, LARGEST, 0)
      const text = decoded(buffer.subarray(0, bytesRead))
      if (text === undefined) throw refuse('It is not UTF-8 text.')
      return { path: place, text }
    } finally {
      await file.close()
    }
  } catch (error) {
    throw fileProblem(error, place)
  }
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
