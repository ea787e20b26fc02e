import type { JobStep } from '../../contract/index.ts'

/** Bytes done and in all, over the steps whose size is known. */
export function progressOf(steps: readonly JobStep[]): { done: number; total: number } {
  let done = 0
  let total = 0
  for (const step of steps) {
    if (step.total === undefined) continue
    total += step.total
    done += Math.min(step.done ?? 0, step.total)
  }
  return { done, total }
}
