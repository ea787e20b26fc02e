import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { type Logger, pino } from 'pino'
import { SlipwayError } from './errors.ts'

/** The log’s name in the state folder. */
export const LOG_NAME = 'slipway.log'
const MAX_BYTES = 5 * 1024 * 1024
const KEPT_FILES = 3

/**
 * The folder that holds settings, engines and the log: `SLIPWAY_STATE`, or `~/.slipway`. Made for its owner alone.
 * @throws SlipwayError INVALID when it can't be made
 */
export function stateFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const folder = resolve(environment.SLIPWAY_STATE || join(homedir(), '.slipway'))
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new SlipwayError(
      'INVALID',
      {
        what: `The folder ${folder} can’t be made.`,
        why: error instanceof Error ? error.message : String(error),
        next: 'Name a folder that you may write to in the environment variable SLIPWAY_STATE.',
      },
      { cause: error },
    )
  }
  return folder
}

/** The program’s own log: JSON lines in `slipway.log`, at most 15 MB with the files before it. */
export function createLog(folder: string): Logger {
  return pino(
    { level: process.env.SLIPWAY_LOG_LEVEL || 'info', base: { pid: process.pid } },
    new RotatingFile(join(folder, LOG_NAME), MAX_BYTES, KEPT_FILES),
  )
}

/** A file that is put aside as `….1`, `….2` once it is full. Writes at once: the last lines before a crash count most. */
export class RotatingFile {
  readonly #path: string
  readonly #maxBytes: number
  readonly #kept: number
  #file: number
  #bytes: number

  /** Takes the path, the bytes of one file, and how many files there are at most. @throws the file system's error */
  constructor(path: string, maxBytes: number, kept: number) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    this.#path = path
    this.#maxBytes = maxBytes
    this.#kept = kept
    this.#file = openSync(path, 'a', 0o600)
    this.#bytes = fstatSync(this.#file).size
  }

  write(line: string): void {
    const bytes = Buffer.from(line)
    if (this.#bytes > 0 && this.#bytes + bytes.length > this.#maxBytes) this.#rotate()
    this.#bytes += writeSync(this.#file, bytes)
  }

  close(): void {
    closeSync(this.#file)
  }

  #rotate(): void {
    closeSync(this.#file)
    for (let age = this.#kept - 1; age > 0; age--) {
      const older = `${this.#path}.${age}`
      const newer = age === 1 ? this.#path : `${this.#path}.${age - 1}`
      try {
        renameSync(newer, older)
      } catch (error) {
        // Another Slipway may have rotated the same file a moment ago, or there is none that old yet.
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
      }
    }
    this.#file = openSync(this.#path, 'a', 0o600)
    this.#bytes = fstatSync(this.#file).size
  }
}
