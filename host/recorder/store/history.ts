import type { DatabaseSync } from 'node:sqlite'
import type { History, HistorySeries, Measure } from '../../../contract/index.ts'
import { type Names, SUM } from './names.ts'
import { COLUMNS, TIERS, type Tier, tableOf } from './schema.ts'
import type { Steps } from './steps.ts'
import type { HistoryQuery, RankQuery, Ranks } from './types.ts'

/** Seconds that a step of a curve may have. */
const STEPS = [10, 20, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200, 86_400]
const [FINE] = TIERS

/** Seconds of a step when a span (seconds) is to have about so many. */
export function stepFor(span: number, points: number): number {
  const wanted = span / points
  // Of two steps the nearer one by ratio, so that there are never twice as many nor half as many.
  const step = STEPS.find((one, index) => wanted <= Math.sqrt(one * (STEPS[index + 1] ?? one)))
  return step ?? Math.ceil(wanted / 86_400) * 86_400
}

/** Reads curves. */
export class Curves {
  readonly #database: DatabaseSync
  readonly #names: Names
  readonly #steps: Steps

  constructor(database: DatabaseSync, names: Names, steps: Steps) {
    this.#database = database
    this.#names = names
    this.#steps = steps
  }

  history({ engine, from, to, containers, measures, points }: HistoryQuery): History {
    const number = this.#names.engine(engine)
    const first = from / 1_000
    const wanted = stepFor((to - from) / 1_000, points)
    const tier = this.#tierFor(wanted, first)
    const step = Math.max(wanted, tier)
    const begin = Math.floor(first / step) * step
    const count = Math.max(0, Math.ceil((to / 1_000 - begin) / step))
    const series = (containers ?? [SUM]).flatMap((container) => {
      const id = this.#names.find(number, container)
      return id === undefined ? [] : [{ id, container }]
    })
    const made = new Map(series.map(({ id, container }) => [id, this.#empty(id, container, measures, count)]))
    const place = { begin, step, count, measures, made }
    for (const [table, since, until] of this.#parts(tier, begin, begin + count * step)) {
      this.#read(table, since, until, place)
    }
    for (const { id } of series) this.#limits(id, place)
    return {
      step: step * 1_000,
      time: Array.from({ length: count }, (_, index) => (begin + index * step) * 1_000),
      series: [...made.values()],
    }
  }

  /** The containers with the highest averages of each measure. */
  ranks({ engine, from, to, measures, count }: RankQuery): Ranks {
    const number = this.#names.engine(engine)
    const span = (to - from) / 1_000
    const tier = this.#tierFor(stepFor(span, 300), from / 1_000)
    const sums = this.#database.prepare(
      `SELECT s.container AS container, s.name AS name, ${measures
        .map((name) => `avg(t.${name}) AS ${name}, max(coalesce(t.${name}_max, t.${name})) AS ${name}_max`)
        .join(', ')}
FROM ${tableOf(tier)} t JOIN series s ON s.id = t.series
WHERE t.time >= ? AND t.time < ? AND s.engine = ? AND s.container <> '${SUM}' GROUP BY t.series`,
    )
    const rows = sums.all(Math.floor(from / 1_000 / tier) * tier, Math.ceil(to / 1_000), number)
    return measures.map((measure) => {
      const factor = factorOf(measure)
      const ranked = rows
        .filter((row) => row[measure] !== null)
        .map((row) => ({
          container: String(row.container),
          name: String(row.name),
          average: Number(row[measure]) / factor,
          max: Number(row[`${measure}_max`]) / factor,
        }))
        .sort((a, b) => b.average - a.average)
        .slice(0, count)
      return { measure, ranked }
    })
  }

  /** The coarsest tier that has this step, among those that reach back so far. */
  #tierFor(step: number, from: number): Tier {
    const fits = TIERS.filter((tier) => tier <= step)
    const coarsest = fits.at(-1) ?? FINE
    const start = TIERS.indexOf(coarsest)
    for (const tier of TIERS.slice(start)) {
      const oldest = this.#database.prepare(`SELECT min(time) AS time FROM ${tableOf(tier)}`).get()?.time
      const coarser = TIERS[TIERS.indexOf(tier) + 1]
      if (coarser === undefined || oldest == null || Number(oldest) <= Math.max(from, this.#oldestOf(coarser)))
        return tier
    }
    return coarsest
  }

  #oldestOf(tier: Tier): number {
    const time = this.#database.prepare(`SELECT min(time) AS time FROM ${tableOf(tier)}`).get()?.time
    return time == null ? Number.POSITIVE_INFINITY : Number(time) + tier
  }

  /** A tier as far as it is complete, then the finer ones: what was written last is in the finest alone. */
  #parts(tier: Tier, begin: number, end: number): Array<[table: string, since: number, until: number]> {
    const parts: Array<[string, number, number]> = []
    let since = begin
    for (const one of TIERS.slice(0, TIERS.indexOf(tier) + 1).toReversed()) {
      const until = one === FINE ? end : Math.min(end, this.#steps.rolledUntil(one))
      if (until > since) parts.push([tableOf(one), since, until])
      since = Math.max(since, until)
    }
    return parts
  }

  #empty(id: number, container: string, measures: readonly Measure[], count: number): HistorySeries {
    const name = this.#database.prepare('SELECT name FROM series WHERE id = ?').get(id)?.name
    const none = () => Array.from<number | null>({ length: count }).fill(null)
    return {
      id: container === SUM ? 'engine' : container,
      name: String(name ?? ''),
      curves: Object.fromEntries(measures.map((measure) => [measure, { average: none(), max: none() }])),
      memoryLimit: none(),
    }
  }

  #read(table: string, since: number, until: number, { begin, step, measures, made }: Place): void {
    const values = measures.map((name) => `avg(${name}) AS ${name}, max(coalesce(${name}_max, ${name})) AS ${name}_max`)
    const rows = this.#database
      .prepare(
        `SELECT series, (time - ${begin}) / ${step} AS place, count(*) AS count, ${values} FROM ${table}
WHERE time >= ? AND time < ? AND series IN (${[...made.keys()]}) GROUP BY series, place`,
      )
      .iterate(since, until)
    for (const row of rows) {
      const series = made.get(Number(row.series))
      if (!series) continue
      const place = Number(row.place)
      for (const measure of measures) {
        const curve = series.curves[measure]
        if (!curve || row[measure] === null) continue
        const factor = factorOf(measure)
        // Where two tiers meet in one step, the later one has the newest word, the higher maximum stays.
        curve.average[place] = Number(row[measure]) / factor
        curve.max[place] = Math.max(curve.max[place] ?? 0, Number(row[`${measure}_max`]) / factor)
      }
      // Marked as measured; the limit itself comes after.
      series.memoryLimit[place] = 0
    }
  }

  #limits(id: number, { begin, step, made }: Place): void {
    const limits = made.get(id)?.memoryLimit
    if (!limits) return
    const known = this.#database
      .prepare('SELECT time, bytes FROM memory_limit WHERE series = ? ORDER BY time')
      .all(id)
      .map(({ time, bytes }) => ({ time: Number(time) / 1_000, bytes: bytes === null ? null : Number(bytes) }))
    for (const [index, measured] of limits.entries()) {
      if (measured === null) continue
      const end = begin + (index + 1) * step
      limits[index] = known.findLast(({ time }) => time < end)?.bytes ?? null
    }
  }
}

type Place = {
  begin: number
  step: number
  measures: readonly Measure[]
  made: Map<number, HistorySeries>
}

const factors = new Map<Measure, number>(COLUMNS)
const factorOf = (measure: Measure): number => factors.get(measure) ?? 1
