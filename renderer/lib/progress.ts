import type { JobStep } from '../../contract/index.ts'

/** Bytes done and in all, over the steps whose size is known, or estimated: `about`. A layer that is being unpacked has been transferred. */
export function progressOf(steps: readonly JobStep[]): { done: number; total: number; about: boolean } {
  let done = 0
  let total = 0
  let about = false
  for (const { phase, ...step } of steps) {
    if (step.total === undefined) continue
    const whole = phase === 'transferred' || phase === 'unpacking' || phase === 'done'
    total += step.total
    about ||= step.about === true
    done += whole ? step.total : Math.min(step.done ?? 0, step.total)
  }
  return { done, total, about }
}
