import { PLOT } from './geometry.ts'
import type { Mark, Range } from './types.ts'

/** Marks that stand as one; `x` in pixels from the left of the plot. */
export type MarkGroup = { x: number; at: number; worst: Mark; marks: readonly Mark[] }

/** Marks nearer to each other than this stand as one, in pixels. */
const NEAR = 18

/** The marks within a range, those that would lie upon each other as one group under the worst of them. */
export function markGroups(marks: readonly Mark[], range: Range, width: number): MarkGroup[] {
  const room = width - PLOT.left - PLOT.right
  const groups: { x: number; at: number; worst: Mark; marks: Mark[] }[] = []
  for (const mark of marks.toSorted((a, b) => a.at - b.at)) {
    if (mark.at < range.from || mark.at > range.to) continue
    const x = ((mark.at - range.from) / (range.to - range.from)) * room
    const group = groups.at(-1)
    if (!group || x - group.x >= NEAR) {
      groups.push({ x, at: mark.at, worst: mark, marks: [mark] })
      continue
    }
    group.marks.push(mark)
    if (mark.tone === 'bad' && group.worst.tone !== 'bad') group.worst = mark
  }
  return groups
}
