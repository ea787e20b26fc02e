import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { SCHEMA, VERSION } from './schema.ts'

/** SQLite's words for a file that is no database, or not a whole one. */
const BROKEN = new Set([11, 26])

/** Whether the failure is of the file itself, so that trying again can't help. */
export function isBroken(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('errcode' in error && typeof error.errcode === 'number') return BROKEN.has(error.errcode & 0xff)
  return /malformed|not a database/.test(error.message)
}

/** Opens the file, or makes it. @throws SQLite's error, by `isBroken` when the file is none of ours */
export function openDatabase(path: string): DatabaseSync {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const database = new DatabaseSync(path)
  try {
    // What was recorded of others' containers is for this user alone, as the other files of the folder.
    database.exec('PRAGMA busy_timeout = 2000; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL;')
    // NORMAL: a power cut may take the last seconds, but never the file.
    database.exec('PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 4000000; PRAGMA cache_size = -8000;')
    const version = Number(database.prepare('PRAGMA user_version').get()?.user_version ?? 0)
    if (version === 0) database.exec(`BEGIN; ${SCHEMA} COMMIT;`)
    else if (version !== VERSION) throw new Error(`not a database of this version: ${version}`)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** Moves a broken file out of the way; gives where it is now. An older broken one is dropped. */
export function moveAside(path: string): string {
  const aside = `${path}.broken`
  for (const end of ['-wal', '-shm']) rmSync(`${path}${end}`, { force: true })
  if (existsSync(path)) renameSync(path, aside)
  return aside
}

/** Bytes of the file and what goes with it. */
export function sizeOf(path: string): number {
  return ['', '-wal'].reduce((sum, end) => sum + (statSync(`${path}${end}`, { throwIfNoEntry: false })?.size ?? 0), 0)
}
