import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { COLUMNS, TIERS, type Tier, tableOf } from './schema.ts'
import type { Step } from './types.ts'

const [FINE, MIDDLE, COARSE] = TIERS
const names = COLUMNS.flatMap(([name]) => [name, `${name}_max`])

/** Writes steps, and rolls them up. */
export class Steps {
  readonly #database: DatabaseSync
  readonly #insert: StatementSync
  readonly #rollUps: ReadonlyArray<{ statement: StatementSync; to: Tier }>
  /** Until when each tier is rolled up; seconds. */
  readonly #rolled = new Map<Tier, number>()

  constructor(database: DatabaseSync) {
    this.#database = database
    this.#insert = database.prepare(
      `INSERT OR REPLACE INTO ${tableOf(FINE)} (time, series, ${names}) VALUES (?, ?, ${names.map(() => '?')})`,
    )
    this.#rollUps = [
      { statement: database.prepare(rollUp(FINE, MIDDLE)), to: MIDDLE },
      { statement: database.prepare(rollUp(MIDDLE, COARSE)), to: COARSE },
    ]
  }

  write(series: number, { time, values }: Step): void {
    const cells = COLUMNS.flatMap(([name, factor]) => {
      const value = values[name]
      if (value === null) return [null, null]
      const average = Math.round(value.average * factor)
      const max = Math.round(value.max * factor)
      return [average, max === average ? null : max]
    })
    this.#insert.run(Math.floor(time / 1_000), series, ...cells)
  }

  /** Rolls up what is complete at that time; seconds. */
  rollUp(now: number): void {
    for (const { statement, to } of this.#rollUps) {
      const until = Math.floor(now / to) * to
      const from = this.rolledUntil(to)
      if (until <= from) continue
      statement.run(from, until)
      this.#rolled.set(to, until)
    }
  }

  /** Until when a tier is complete; seconds. */
  rolledUntil(tier: Tier): number {
    const known = this.#rolled.get(tier)
    if (known !== undefined) return known
    const row = this.#database.prepare(`SELECT max(time) AS time FROM ${tableOf(tier)}`).get()
    // A crash in between leaves nothing out: the last one is made anew.
    const until = row?.time == null ? 0 : Number(row.time) + (tier === FINE ? tier : 0)
    this.#rolled.set(tier, until)
    return until
  }

  forget(): void {
    this.#rolled.clear()
  }
}

function rollUp(from: Tier, to: Tier): string {
  const values = COLUMNS.flatMap(([name]) => [
    `CAST(round(avg(${name})) AS INTEGER)`,
    `nullif(max(coalesce(${name}_max, ${name})), CAST(round(avg(${name})) AS INTEGER))`,
  ])
  return `INSERT OR REPLACE INTO ${tableOf(to)} (time, series, ${names})
SELECT time / ${to} * ${to} AS step, series, ${values} FROM ${tableOf(from)} WHERE time >= ? AND time < ? GROUP BY step, series`
}
