import type { RowSelectionState } from '@tanstack/react-table'
import type { Line } from './grouping.ts'

/** The selection with these ids chosen or not. */
export function withSelected(before: RowSelectionState, ids: readonly string[], on: boolean): RowSelectionState {
  const next = { ...before }
  for (const id of ids) {
    if (on) next[id] = true
    else delete next[id]
  }
  return next
}

/** The containers from one line to another, both included, whichever comes first. */
export function idsBetween(lines: readonly Line[], from: number, to: number): string[] {
  const [start, end] = from < to ? [from, to] : [to, from]
  return lines.slice(start, end + 1).flatMap((line) => (line.kind === 'container' ? [line.container.id] : []))
}

/** The containers that a line stands for: its own, or its stack’s. */
export function idsOf(line: Line): string[] {
  return line.kind === 'container' ? [line.container.id] : line.containers.map(({ id }) => id)
}
