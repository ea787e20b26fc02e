import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join, parse, sep } from 'node:path'
import type { HostEntry, HostFolder } from '../../contract/index.ts'
import { pool } from '../pool.ts'
import { absolute, nearestFolder } from './place.ts'
import { fileProblem } from './problem.ts'

/** A folder with more than this is searched by typing, not by looking. */
const MOST = 5_000
/** The thread pool of Node has four; more at once only makes other work wait. */
const AT_ONCE = 4

/**
 * What is in a folder; with `near`, in the nearest one around it where it is none.
 * @throws SlipwayError when it is not there, no folder, or forbidden
 */
export async function list(path: string, near = false): Promise<HostFolder> {
  const place = near ? await nearestFolder(absolute(path)) : absolute(path)
  let found: Dirent[]
  try {
    found = await readdir(place, { withFileTypes: true })
  } catch (error) {
    throw fileProblem(error, place)
  }
  const folder = place.endsWith(sep) ? place : `${place}${sep}`
  // Of a very large folder, its folders are the ones to go on with.
  const kept = found.toSorted(byKindAndName).slice(0, MOST)
  const entries = await pool(kept, AT_ONCE, (entry) => entryOf(folder, entry))
  const parent = dirname(place)
  return {
    path: place,
    ...(parent !== place && { parent }),
    prefix: folder,
    home: homedir(),
    roots: await roots(place),
    entries: entries.toSorted(byFolderAndName),
    left: found.length - kept.length,
  }
}

async function entryOf(folder: string, entry: Dirent): Promise<HostEntry> {
  const { name } = entry
  const hidden = name.startsWith('.')
  if (entry.isDirectory()) return { name, kind: 'folder', hidden }
  try {
    const found = await stat(join(folder, name))
    if (found.isDirectory()) return { name, kind: 'folder', hidden }
    if (!found.isFile()) return { name, kind: 'other', hidden }
    return { name, kind: 'file', size: found.size, modified: found.mtimeMs, hidden }
  } catch {
    // A link to nothing, or gone since it was listed.
    return { name, kind: 'other', hidden }
  }
}

// Made once: making it takes longer than a hundred uses.
const names = new Intl.Collator(undefined, { numeric: true })

const byKindAndName = (one: Dirent, other: Dirent) =>
  Number(other.isDirectory()) - Number(one.isDirectory()) || names.compare(one.name, other.name)

const byFolderAndName = (one: HostEntry, other: HostEntry) =>
  Number(other.kind === 'folder') - Number(one.kind === 'folder') || names.compare(one.name, other.name)

/** `/`, or on Windows the drives there are. */
async function roots(place: string): Promise<string[]> {
  if (process.platform !== 'win32') return [parse(place).root]
  const letters = [...'CDEFGHIJKLMNOPQRSTUVWXYZAB'].map((letter) => `${letter}:\\`)
  const there = await pool(letters, AT_ONCE, (drive) =>
    stat(drive).then(
      () => true,
      () => false,
    ),
  )
  return letters.filter((_, index) => there[index])
}
