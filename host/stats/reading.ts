import type { Usage } from '../../contract/index.ts'
import { blockBytes, cpuPercent, memoryBytes, networkBytes, type Sample } from './formula.ts'

/** What one sample tells, with the one before. Rates are null where there was none before, or a counter began anew. */
export type Reading = Omit<Usage, 'cpu'> & {
  cpu: number | null
  /** Milliseconds that the rates are of; 0 for a first sample. */
  over: number
}

/** A sample that comes this long after the one before says nothing of what was in between; milliseconds. */
const LONGEST = 60_000

/** Reads a sample; undefined when it has no figures, as those of a container that just ended. */
export function readingOf(id: string, before: Sample | undefined, now: Sample): Reading | undefined {
  const time = Date.parse(now.read)
  const memory = memoryBytes(now)
  // An engine stamps a sample that it could not take with the year 1.
  if (!(time > 0) || memory === undefined) return undefined
  const over = before === undefined ? 0 : time - Date.parse(before.read)
  const usable = before !== undefined && over > 0 && over <= LONGEST ? before : undefined
  const rate = (was: number | undefined, is: number | undefined): number | null =>
    was === undefined || is === undefined || is < was ? null : ((is - was) / over) * 1_000
  const [wasNet, isNet] = [usable && networkBytes(usable), networkBytes(now)]
  const [wasBlock, isBlock] = [usable && blockBytes(usable), blockBytes(now)]
  return {
    id,
    time,
    over: usable ? over : 0,
    cpu: (usable && cpuPercent(usable, now)) ?? null,
    memory,
    memoryLimit: now.memory_stats.limit ?? 0,
    rx: rate(wasNet?.rx, isNet?.rx),
    tx: rate(wasNet?.tx, isNet?.tx),
    read: rate(wasBlock?.read, isBlock?.read),
    write: rate(wasBlock?.write, isBlock?.write),
    pids: now.pids_stats?.current ?? null,
  }
}
