/** Bytes in use at a time; milliseconds since 1970. */
export type MemoryPoint = { time: number; bytes: number }

/** A dip of less than this share of the highest is none: memory that grows is freed in part all the time. */
const DIP = 0.1
/** What did not grow by this share of the highest did not rise. */
const RISE = 0.2

/**
 * For how many seconds memory had been rising until the end; undefined when it had not, or that was not seen.
 * Points in the order of their times.
 */
export function risingSeconds(points: readonly MemoryPoint[], end: number): number | undefined {
  const highest = Math.max(0, ...points.map(({ bytes }) => bytes))
  if (points.length < 2 || highest === 0) return undefined
  let lowest = points.at(-1)
  for (const point of points.toReversed()) {
    if (!lowest || point.bytes > lowest.bytes + highest * DIP) break
    // Of a level stretch the last point is where it began to rise.
    if (point.bytes < lowest.bytes - highest * 0.01) lowest = point
  }
  const last = points.at(-1)
  if (!lowest || !last || last.bytes - lowest.bytes < highest * RISE) return undefined
  return Math.max(1, Math.round((end - lowest.time) / 1_000))
}
