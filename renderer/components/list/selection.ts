import type { RowSelectionState } from '@tanstack/react-table'
import { itemsOf, type Line, type Listed } from './lines.ts'

/** The selection with these ids chosen or not. */
export function withSelected(before: RowSelectionState, ids: readonly string[], on: boolean): RowSelectionState {
  const next = { ...before }
  for (const id of ids) {
    if (on) next[id] = true
    else delete next[id]
  }
  return next
}

/** The items from one line to another, both included, whichever comes first. */
export function idsBetween(lines: readonly Line<Listed>[], from: number, to: number): string[] {
  const [start, end] = from < to ? [from, to] : [to, from]
  return lines.slice(start, end + 1).flatMap((line) => (line.kind === 'item' ? [line.item.id] : []))
}

/** The ids of the items that a line stands for. */
export function idsOf(line: Line<Listed>): string[] {
  return itemsOf(line).map(({ id }) => id)
}
