import type { History, Measure, Usage } from '../../../contract/index.ts'
import { cpu, memory, size } from '../../lib/format.ts'
import { type Row, rowsOf } from './chart/rows.ts'
import type { Base } from './chart/scale.ts'
import type { ChartData, Line } from './chart/types.ts'

/** Bytes a second, in decimal units as `docker stats` has them: 1.2 MB/s. */
export function rate(bytes: number): string {
  return `${size(bytes)}/s`
}

type Kind = {
  key: string
  title: string
  /** One or two directions. */
  measures: readonly { measure: Measure; words: string }[]
  base: Base
  least: number
  format: (value: number) => string
}

const MiB = 1024 ** 2

/** The charts there are, in their order. */
const KINDS: readonly Kind[] = [
  { key: 'cpu', title: 'CPU', measures: [{ measure: 'cpu', words: '' }], base: 'decimal', least: 2, format: cpu },
  {
    key: 'memory',
    title: 'Memory',
    measures: [{ measure: 'memory', words: '' }],
    base: 'binary',
    least: MiB,
    format: memory,
  },
  {
    key: 'network',
    title: 'Network',
    measures: [
      { measure: 'rx', words: 'received' },
      { measure: 'tx', words: 'sent' },
    ],
    base: 'decimal',
    least: 1_000,
    format: rate,
  },
  {
    key: 'disk',
    title: 'Disk',
    measures: [
      { measure: 'read', words: 'read' },
      { measure: 'write', words: 'written' },
    ],
    base: 'decimal',
    least: 1_000,
    format: rate,
  },
]

/** All that the charts show. */
export const MEASURES: Measure[] = KINDS.flatMap(({ measures }) => measures.map(({ measure }) => measure))

/** What is drawn: a container, or the sum of all. */
export type Subject = { id: string; name: string; memoryLimit?: number | undefined }

/** One curve: which measure of which subject. */
type Pick = { id: string; measure: Measure }

/** Gives rows with a value for each pick, in their order. */
export type ReadRows = (picks: readonly Pick[]) => Row[]

const COLOURS = Array.from({ length: 8 }, (_, index) => `var(--chart-${index + 1})`)
/** As many as have a colour of their own can be compared. */
export const MOST_COMPARED = COLOURS.length

/** The charts of these subjects. `step`: milliseconds between rows; `reach`: so far from a row its values hold. */
export function chartsOf(
  subjects: readonly Subject[],
  read: ReadRows,
  { step, reach }: { step: number; reach: number },
): ChartData[] {
  const one = subjects.length === 1 ? subjects[0] : undefined
  return KINDS.map(({ key, title, measures, base, least, format }) => {
    const lines: Line[] = []
    const picks: Pick[] = []
    for (const [at, { id, name }] of subjects.entries()) {
      for (const [direction, { measure, words }] of measures.entries()) {
        lines.push({
          key: `${measure} ${id}`,
          name: one ? words : `${name} ${words}`.trim(),
          colour: COLOURS[(one ? direction : at) % COLOURS.length] ?? 'var(--chart-1)',
          dashed: !one && direction > 0,
        })
        picks.push({ id, measure })
      }
    }
    const limit = key === 'memory' ? one?.memoryLimit : undefined
    return {
      key,
      title,
      lines,
      rows: read(picks),
      step,
      reach,
      base,
      least,
      format,
      limit: limit === undefined ? undefined : { value: limit, words: `Limit ${memory(limit)}` },
    }
  })
}

/** Rows of what was recorded. */
export function recordedRows({ time, step, series }: History): ReadRows {
  const byId = new Map(series.map((one) => [one.id, one.curves]))
  return (picks) => {
    const curves = picks.map(({ id, measure }) => byId.get(id)?.[measure])
    return time.map((begin, index) => ({
      // A step’s values stand in its middle.
      at: begin + step / 2,
      average: curves.map((curve) => curve?.average[index] ?? null),
      most: curves.map((curve) => curve?.max[index] ?? null),
    }))
  }
}

const SECOND = 1_000

/** Rows of samples as they came, and of what was recorded before the first of them. */
export function liveRows(recorded: History | undefined, samples: ReadonlyMap<string, readonly Usage[]>): ReadRows {
  let first = Number.POSITIVE_INFINITY
  for (const [one] of samples.values()) if (one) first = Math.min(first, one.time)
  return (picks) => {
    const before = recorded
      ? recordedRows(recorded)(picks).filter(({ at }) => at + (recorded?.step ?? 0) / 2 <= first)
      : []
    const points = picks.map(({ id, measure }) =>
      (samples.get(id) ?? []).map((usage) => ({ at: usage.time, average: usage[measure], most: usage[measure] })),
    )
    return [...before, ...rowsOf(points, SECOND)]
  }
}

/** The newest own memory limit that was recorded of a container, in bytes; undefined where it had none. */
export function recordedLimit({ series }: History, id: string): number | undefined {
  return series.find((one) => one.id === id)?.memoryLimit.findLast((limit) => limit !== null) ?? undefined
}

/** The moment of the first value of any curve; undefined where nothing is known. */
export function firstKnown(charts: readonly ChartData[]): number | undefined {
  const moments = charts.flatMap(
    ({ rows }) => rows.find(({ average }) => average.some((one) => one !== null))?.at ?? [],
  )
  return moments.length === 0 ? undefined : Math.min(...moments)
}
