import { useEffect } from 'react'
import type { LogModel, LogState } from './log-model.ts'

/** So many lines before a border of the window the next ones are asked for. */
const NEAR = 300

/** Reads on where the view comes near a border of what is loaded. */
export function usePaging(model: LogModel, state: LogState, firstIndex: number, lastIndex: number): void {
  const { window, open, reading, failed } = state
  const nearStart = open && !window.start && firstIndex < NEAR
  const nearEnd = open && window.after !== 0 && lastIndex > window.lines.length - NEAR
  const free = reading === undefined && failed === undefined && window.lines.length > 0
  // The first line’s number changes with every page: the next one may be due at once.
  const border = `${window.first} ${window.lines.length}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  useEffect(() => {
    if (!free) return
    if (nearEnd) model.newer()
    else if (nearStart) model.older()
  }, [model, nearStart, nearEnd, free, border])
}
