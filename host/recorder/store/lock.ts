import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Says who writes: the first process that asks, until it ends, however it ends. */
export class WriterLock {
  readonly #path: string
  #held: DatabaseSync | undefined

  constructor(path: string) {
    this.#path = path
  }

  /** Whether this process may write. @throws SQLite's error when the folder can't be written */
  isOurs(): boolean {
    if (this.#held) return true
    mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 })
    const database = new DatabaseSync(this.#path)
    try {
      // The system itself gives this lock up when the process is gone.
      database.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE')
      this.#held = database
      return true
    } catch (error) {
      database.close()
      if (error instanceof Error && /locked|busy/.test(error.message)) return false
      throw error
    }
  }

  close(): void {
    this.#held?.close()
    this.#held = undefined
  }
}
