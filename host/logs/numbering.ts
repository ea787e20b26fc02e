import type { LogLine, LogSource } from '../../contract/index.ts'

/** So many lines between two of the same source and time are too many for them to be pieces of one line. */
const APART = 64

type Run = { time: string; nth: number; sure: boolean }

/**
 * Gives each line its number among those of its source and time. Reading that begins in the middle of a log
 * can't be sure of the first ones: lines like them may come before.
 */
export class Numbering {
  readonly #runs: Record<LogSource, Run | undefined> = { stdout: undefined, stderr: undefined }
  readonly #sureFrom: number
  #seen = 0

  /** With `fromStart`, the reading begins at the log's first line. */
  constructor(fromStart: boolean) {
    this.#sureFrom = fromStart ? 0 : APART
  }

  /** Numbers the next line; answers whether the number is sure. */
  next(line: LogLine): boolean {
    const run = this.#runs[line.source]
    const at = this.#seen++
    if (run && run.time === line.time) {
      run.nth++
      line.nth = run.nth
      return run.sure
    }
    const sure = run !== undefined || at >= this.#sureFrom
    if (run) {
      run.time = line.time
      run.nth = 0
      run.sure = sure
    } else {
      this.#runs[line.source] = { time: line.time, nth: 0, sure }
    }
    return sure
  }
}

/** Whether a line is the one that an anchor names. */
export function isAt(line: LogLine, anchor: { time: string; source: LogSource; nth?: number | undefined }): boolean {
  return line.time === anchor.time && line.source === anchor.source && (line.nth ?? 0) === (anchor.nth ?? 0)
}
