import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { VmStatus } from '../../../contract/index.ts'
import { residentBytes } from '../ledger/host-bytes.ts'

/** Linux tells processor time in these, whatever its own clock. */
const TICKS_A_SECOND = 100

/** What a process takes of this computer, from one look to the next. */
export class ProcessUse {
  readonly #pid: number | undefined
  #last: { at: number; seconds: number } | undefined

  constructor(pid: number | undefined) {
    this.#pid = pid
  }

  /** Percent of one processor since the last look, and bytes of memory; undefined where the system does not tell. */
  async measure(): Promise<VmStatus['takes']> {
    const memory = await residentBytes(this.#pid)
    if (this.#pid === undefined || memory === undefined) return undefined
    const seconds = await processorSeconds(this.#pid).catch(() => undefined)
    const [at, last] = [performance.now(), this.#last]
    this.#last = seconds === undefined ? undefined : { at, seconds }
    if (seconds === undefined || last === undefined || at === last.at) return { memory }
    return { memory, cpu: (Math.max(0, seconds - last.seconds) / (at - last.at)) * 100_000 }
  }
}

async function processorSeconds(pid: number): Promise<number | undefined> {
  if (process.platform === 'linux') return fromProc(await readFile(`/proc/${pid}/stat`, 'utf8'))
  const { stdout } = await promisify(execFile)('ps', ['-o', 'time=', '-p', String(pid)])
  return fromPs(stdout)
}

/** Seconds of processor time, from `/proc/PID/stat`; undefined when it says something else. */
export function fromProc(stats: string): number | undefined {
  // The program’s name, in parentheses, may hold spaces and parentheses itself.
  const fields = stats.slice(stats.lastIndexOf(')') + 2).split(' ')
  const ticks = Number(fields[11]) + Number(fields[12])
  return Number.isFinite(ticks) ? ticks / TICKS_A_SECOND : undefined
}

/** Seconds of processor time, from `[hours:]minutes:seconds` of `ps`; undefined when it says something else. */
export function fromPs(text: string): number | undefined {
  if (!/^\s*\d[\d:.]*\s*$/.test(text)) return undefined
  const seconds = text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
  return Number.isFinite(seconds) ? seconds : undefined
}
