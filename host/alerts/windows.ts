/** A share of a window that must have been measured before anything is said of it. */
const COVERED = 0.9
const STEP_MS = 10_000

type Point = { time: number; cpu: number | null; memory: number | null }

/** What containers used in the last minutes, as percent: of one core, and of the memory that each may use. */
export class Windows {
  readonly #points = new Map<string, Point[]>()

  /** Takes a step; forgets what is older than so many minutes. */
  add(id: string, point: Point, minutes: number): void {
    const points = this.#points.get(id) ?? []
    this.#points.set(id, points)
    if (points.at(-1)?.time === point.time) return
    points.push(point)
    while (points[0] && points[0].time < point.time - minutes * 60_000) points.shift()
  }

  /** Only these are there still. */
  keep(ids: ReadonlySet<string>): void {
    for (const id of this.#points.keys()) if (!ids.has(id)) this.#points.delete(id)
  }

  /** The average over the last minutes; undefined when it was not measured for that long. */
  average(id: string, what: 'cpu' | 'memory', minutes: number, now: number): number | undefined {
    const from = now - minutes * 60_000 - 2 * STEP_MS
    const values = (this.#points.get(id) ?? []).flatMap((point) => (point.time >= from ? (point[what] ?? []) : []))
    if (values.length * STEP_MS < minutes * 60_000 * COVERED) return undefined
    return values.reduce((sum, value) => sum + value, 0) / values.length
  }
}
