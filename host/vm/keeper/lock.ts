import { chmodSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

/**
 * Takes a file’s lock for this process; gives how to let go of it, or undefined when another process has it.
 * It is SQLite’s, so it works on every system, and the system itself lets go of it however this process ends.
 * @throws the file system's error
 */
export function takeLock(path: string): (() => void) | undefined {
  const database = new DatabaseSync(path)
  try {
    database.exec('BEGIN EXCLUSIVE')
    chmodSync(path, 0o600)
    return () => database.close()
  } catch (error) {
    database.close()
    // SQLITE_BUSY
    if (error instanceof Error && 'errcode' in error && error.errcode === 5) return undefined
    throw error
  }
}
