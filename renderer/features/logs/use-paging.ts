import { type RefObject, useEffect } from 'react'
import type { LogModel, LogState } from './log-model.ts'

/** So near to a border of what is loaded the next lines are asked for, in pixels. */
const NEAR = 5_000

/** Reads on where the view comes near a border of what is loaded. `firstIndex` is the first line that is drawn. */
export function usePaging(
  model: LogModel,
  state: LogState,
  scroller: RefObject<HTMLElement | null>,
  firstIndex: number | undefined,
): void {
  const { window, open, reading, failed } = state
  const free = open && reading === undefined && failed === undefined
  // Each page moves the borders: the next one may be due at once. Where the view is, only the element itself knows now.
  const place = `${window.first} ${window.lines.length} ${firstIndex}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: to be looked at again with every move.
  useEffect(() => {
    const element = scroller.current
    if (!free || !element) return
    const below = element.scrollHeight - element.clientHeight - element.scrollTop
    if (window.after !== 0 && below < NEAR) model.newer()
    else if (!window.start && element.scrollTop < NEAR) model.older()
  }, [model, scroller, free, place, window.start, window.after])
}
