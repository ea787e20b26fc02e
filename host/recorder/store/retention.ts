import type { DatabaseSync } from 'node:sqlite'
import { TIERS, tableOf } from './schema.ts'
import type { Limits } from './types.ts'

const [FINE, MIDDLE, COARSE] = TIERS
/** So much of what a table holds goes at a time when the file is too large. */
const SHARE = 1 / 16
/** Below this a table of steps is left alone while there is a coarser one to take from; seconds. */
const LEAST_SPAN = { [FINE]: 3_600, [MIDDLE]: 6 * 3_600, [COARSE]: 0 }
const MOST_ROUNDS = 64

/** Deletes the oldest: what is over the time, then as much as the size asks for. */
export function retain(database: DatabaseSync, { before, fineBefore, bytes }: Limits): void {
  database.exec('BEGIN')
  try {
    database.prepare(`DELETE FROM ${tableOf(FINE)} WHERE time < ?`).run(Math.floor(fineBefore / 1_000))
    forget(database, before)
    for (let round = 0; round < MOST_ROUNDS && usedBytes(database) > bytes; round++) {
      if (!shorten(database)) break
    }
    database.exec('COMMIT')
  } catch (error) {
    database.exec('ROLLBACK')
    throw error
  }
  database.exec('PRAGMA incremental_vacuum(2000)')
}

/** Bytes in use within the file: what was deleted is used again, and given back piece by piece. */
function usedBytes(database: DatabaseSync): number {
  const number = (name: string) => Number(database.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0)
  return (number('page_count') - number('freelist_count')) * number('page_size')
}

/** Deletes everything before that time; milliseconds since 1970. What still runs stays. */
function forget(database: DatabaseSync, before: number): void {
  for (const tier of TIERS) {
    database.prepare(`DELETE FROM ${tableOf(tier)} WHERE time < ?`).run(Math.floor(before / 1_000))
  }
  database.prepare('DELETE FROM event WHERE time < ?').run(before)
  database.prepare('DELETE FROM disk WHERE time < ?').run(before)
  database.prepare('DELETE FROM incarnation WHERE ended < ?').run(before)
  // The limit that was in force at that time is still needed.
  database
    .prepare(
      `DELETE FROM memory_limit WHERE time < ? AND EXISTS (SELECT 1 FROM memory_limit later
WHERE later.series = memory_limit.series AND later.time > memory_limit.time AND later.time <= ?)`,
    )
    .run(before, before)
  const gone = `SELECT id FROM series WHERE removed < ? AND id NOT IN (SELECT series FROM incarnation)`
  database.prepare(`DELETE FROM memory_limit WHERE series IN (${gone})`).run(before)
  database.prepare(`DELETE FROM series WHERE id IN (${gone})`).run(before)
}

/** Deletes a share of the finest steps; when few are left, of all. False when nothing is left to take. */
function shorten(database: DatabaseSync): boolean {
  for (const tier of [FINE, MIDDLE] as const) {
    const { oldest, newest } = spanOf(database, tier)
    if (oldest === undefined || newest - oldest <= LEAST_SPAN[tier]) continue
    const cut = oldest + Math.max(tier, (newest - oldest) * SHARE)
    database.prepare(`DELETE FROM ${tableOf(tier)} WHERE time < ?`).run(Math.ceil(cut))
    return true
  }
  const { oldest, newest } = spanOf(database, COARSE)
  const ended = Number(database.prepare('SELECT min(ended) AS ended FROM incarnation').get()?.ended ?? 0) / 1_000
  const event = Number(database.prepare('SELECT min(time) AS time FROM event').get()?.time ?? 0) / 1_000
  const first = Math.min(...[oldest ?? 0, ended, event].filter((time) => time > 0))
  const now = Math.max(newest, Number(database.prepare('SELECT max(time) AS time FROM event').get()?.time ?? 0) / 1_000)
  if (!Number.isFinite(first) || now - first < COARSE) return false
  forget(database, (first + Math.max(COARSE, (now - first) * SHARE)) * 1_000)
  return true
}

function spanOf(database: DatabaseSync, tier: (typeof TIERS)[number]): { oldest?: number; newest: number } {
  const row = database.prepare(`SELECT min(time) AS oldest, max(time) AS newest FROM ${tableOf(tier)}`).get()
  return row?.oldest == null ? { newest: 0 } : { oldest: Number(row.oldest), newest: Number(row.newest) }
}
