import { execFile } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { VmStatus } from '../../../contract/index.ts'

/** What stat counts in, whatever the file system’s own blocks are. */
const BLOCK = 512
/** Linux tells processor time in these, whatever its own clock. */
const TICKS_A_SECOND = 100

/** Seconds of processor time until now, and bytes of this computer’s memory. */
type Use = { seconds: number; memory: number }

/** What a process takes of this computer, from one look to the next. */
export class ProcessUse {
  readonly #pid: number | undefined
  #last: { at: number; seconds: number } | undefined

  constructor(pid: number | undefined) {
    this.#pid = pid
  }

  /** Percent of one processor since the last look, and bytes of memory; undefined where the system does not tell. */
  async measure(): Promise<VmStatus['takes']> {
    const use = this.#pid === undefined ? undefined : await takenBy(this.#pid).catch(() => undefined)
    if (use === undefined) return undefined
    const { seconds, memory } = use
    const [at, last] = [performance.now(), this.#last]
    this.#last = { at, seconds }
    const cpu = last && (Math.max(0, seconds - last.seconds) / (at - last.at)) * 100_000
    return { memory, ...(cpu !== undefined && Number.isFinite(cpu) && { cpu }) }
  }
}

/** Bytes that a file takes on the disk, its holes left out; undefined where it isn’t there. */
export async function allocatedBytes(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined)
  return found && found.blocks * BLOCK
}

async function takenBy(pid: number): Promise<Use | undefined> {
  if (process.platform === 'win32') return undefined
  if (process.platform === 'linux') {
    const [stats, status] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/status`, 'utf8'),
    ])
    return fromProc(stats, status)
  }
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=,time=', '-p', String(pid)])
  return fromPs(stdout)
}

/** From `/proc/PID/stat` and `/proc/PID/status`; undefined when they say something else. */
export function fromProc(stats: string, status: string): Use | undefined {
  // The program’s name, in parentheses, may hold spaces and parentheses itself.
  const fields = stats.slice(stats.lastIndexOf(')') + 2).split(' ')
  const ticks = Number(fields[11]) + Number(fields[12])
  const kibibytes = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1])
  if (!Number.isFinite(ticks) || !Number.isFinite(kibibytes)) return undefined
  return { seconds: ticks / TICKS_A_SECOND, memory: kibibytes * 1024 }
}

/** From `ps -o rss=,time=`, where time is `[hours:]minutes:seconds`; undefined when it says something else. */
export function fromPs(text: string): Use | undefined {
  const [, kibibytes, time = ''] = /^\s*(\d+)\s+([\d:.]+)\s*$/.exec(text) ?? []
  const seconds = time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
  return kibibytes === undefined || !Number.isFinite(seconds)
    ? undefined
    : { seconds, memory: Number(kibibytes) * 1024 }
}
