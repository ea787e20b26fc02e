/** A curve’s value at a moment: the average of a span and the most in it; null where nothing is known. */
export type Point = { at: number; average: number | null; most: number | null }

/** A moment with the value of each line, in their order; null is a gap. Milliseconds since 1970. */
export type Row = { at: number; average: readonly (number | null)[]; most: readonly (number | null)[] }

/** Two points farther apart than so many steps have a gap between them. */
const GAP = 2.5

/**
 * Lines’ points as rows of one table, by time. Points of one step are one row; where a line has none for longer than
 * two and a half steps, it has a gap.
 *
 * @param step milliseconds between points
 */
export function rowsOf(lines: readonly (readonly Point[])[], step: number): Row[] {
  const moments = new Map<number, Slots>()
  const slot = (time: number) => Math.round(time / step)
  const rowAt = (time: number) => {
    const known = moments.get(slot(time))
    if (known) return known
    const blank = () => lines.map(() => null)
    const made = { at: time, average: blank(), most: blank() }
    moments.set(slot(time), made)
    return made
  }
  for (const [index, points] of lines.entries()) {
    let before: number | undefined
    for (const { at, average, most } of points) {
      // A row of its own for the gap, or the line would be drawn across it.
      if (before !== undefined && at - before > GAP * step) rowAt(before + step)
      const row = rowAt(at)
      row.average[index] = average
      row.most[index] = most
      before = at
    }
  }
  const rows = [...moments.values()].sort((a, b) => a.at - b.at)
  for (const index of lines.keys()) bridge(rows, index, GAP * step)
  return rows
}

type Slots = { at: number; average: (number | null)[]; most: (number | null)[] }

/** Lines are not read at the same moments: a row that only another line brought must not break this one. */
function bridge(rows: readonly Slots[], line: number, widest: number): void {
  let before: number | undefined
  for (const [index, row] of rows.entries()) {
    const value = row.average[line] ?? null
    if (value === null) continue
    const from = before === undefined ? undefined : rows[before]
    if (from && before !== undefined && index - before > 1 && row.at - from.at <= widest) {
      const [least, most] = [from.average[line] ?? value, from.most[line] ?? value]
      for (const between of rows.slice(before + 1, index)) {
        const share = (between.at - from.at) / (row.at - from.at)
        between.average[line] = least + (value - least) * share
        between.most[line] = most + ((row.most[line] ?? value) - most) * share
      }
    }
    before = index
  }
}

/** The row nearest to a moment; undefined when there is none within `within` milliseconds. Rows are in order. */
export function rowAt(rows: readonly Row[], time: number, within: number): Row | undefined {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows[middle]?.at ?? 0) < time) low = middle + 1
    else high = middle
  }
  const [before, after] = [rows[low - 1], rows[low]]
  const nearest = !before || (after && after.at - time < time - before.at) ? after : before
  return nearest && Math.abs(nearest.at - time) <= within ? nearest : undefined
}

/** One line over all rows: the average of what is known, and the most. Undefined when nothing is. */
export function summary(rows: readonly Row[], line: number): { average: number; most: number } | undefined {
  let sum = 0
  let known = 0
  let top = 0
  for (const { average, most } of rows) {
    const value = average[line]
    if (value === null || value === undefined) continue
    sum += value
    known += 1
    top = Math.max(top, most[line] ?? value)
  }
  return known === 0 ? undefined : { average: sum / known, most: top }
}

/** The last known value of a line. */
export function latest(rows: readonly Row[], line: number): number | undefined {
  return rows.findLast(({ average }) => typeof average[line] === 'number')?.average[line] ?? undefined
}
