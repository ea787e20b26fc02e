import type { DiskPoint } from './store/types.ts'

const DAY_MS = 86_400_000
/** From less than this nobody can tell a trend; milliseconds. */
const LEAST_MS = 3 * 3_600_000

/** Bytes a day by which the free space grows (below 0: shrinks), by the line that fits best; undefined when it can't be told. */
export function perDay(points: readonly Pick<DiskPoint, 'time' | 'free'>[]): number | undefined {
  const [first] = points
  const last = points.at(-1)
  if (!first || !last || points.length < 3 || last.time - first.time < LEAST_MS) return undefined
  const days = points.map(({ time }) => (time - first.time) / DAY_MS)
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [middle, free] = [mean(days), mean(points.map((point) => point.free))]
  const slope = days.reduce((sum, day, index) => sum + (day - middle) * ((points[index]?.free ?? 0) - free), 0)
  const spread = days.reduce((sum, day) => sum + (day - middle) ** 2, 0)
  return spread === 0 ? undefined : slope / spread
}

/** When nothing is left; milliseconds since 1970; undefined when that is more than a year away, or never. */
export function fullAt(now: { time: number; free: number; perDay: number | undefined }): number | undefined {
  if (now.perDay === undefined || now.perDay >= 0) return undefined
  const days = now.free / -now.perDay
  return days > 365 ? undefined : Math.round(now.time + days * DAY_MS)
}
