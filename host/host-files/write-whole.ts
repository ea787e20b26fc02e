import { randomBytes } from 'node:crypto'
import { link, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { SlipwayError } from '../errors.ts'
import { inPieces, writeAll } from '../pieces.ts'
import { absolute } from './place.ts'
import { codeOf, fileProblem } from './problem.ts'

/** A file to write: one of the same name is only replaced when that is said. */
export type FileToWrite = { path: string; replace: boolean }

/** Where a file goes as a whole path. @throws SlipwayError when it can't be written there, before anything is asked for */
export async function checkedPlace({ path, replace }: FileToWrite): Promise<string> {
  const place = absolute(path)
  const there = await stat(place).catch(() => undefined)
  if (there && !there.isFile()) throw fileProblem(Object.assign(new Error('is no file'), { code: 'EISDIR' }), place)
  if (there && !replace) throw isThere(place)
  const around = dirname(place)
  const folder = await stat(around).catch((error) => {
    throw fileProblem(error, around)
  })
  if (!folder.isDirectory()) throw fileProblem(Object.assign(new Error('is a file'), { code: 'ENOTDIR' }), around)
  return place
}

/**
 * Writes what comes to a file, which is there whole or not at all: under another name first, flushed, then renamed.
 * @throws SlipwayError of the file system; what comes throws; the signal’s reason
 */
export async function writeWhole(
  place: string,
  replace: boolean,
  parts: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  const aside = join(dirname(place), `.slipway-${randomBytes(6).toString('hex')}.part`)
  try {
    const file = await open(aside, 'wx')
    try {
      for await (const piece of inPieces(parts)) {
        signal.throwIfAborted()
        await writeAll(file, piece)
      }
      await file.sync()
    } finally {
      await file.close()
    }
    signal.throwIfAborted()
    await put(aside, place, replace)
  } catch (error) {
    signal.throwIfAborted()
    throw isWriting(error) ? fileProblem(error, place) : error
  } finally {
    await rm(aside, { force: true })
  }
}

/** The file system’s own failures; the others come from where the bytes do. */
const isWriting = (error: unknown) =>
  error instanceof Error &&
  'syscall' in error &&
  /^(?:open|write|writev|fsync|close|rename|link)$/.test(String(error.syscall))

/** Gives the file its name. A link, unlike a rename, does not take the place of one that came meanwhile. */
async function put(aside: string, place: string, replace: boolean): Promise<void> {
  if (replace) return await rename(aside, place)
  try {
    await link(aside, place)
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw isThere(place)
    // Not every file system has links.
    await rename(aside, place)
  }
}

const isThere = (place: string) =>
  new SlipwayError('CONFLICT', {
    what: `“${place}” is there already.`,
    why: 'It would be replaced.',
    next: 'Choose another name, or say that it is to be replaced.',
  })
