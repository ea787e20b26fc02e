import type { VmPassage } from '../../../contract/index.ts'
import type { VmEvent } from '../state.ts'

/** What a start went through, after an event that could happen. @param now in milliseconds since 1970 */
export function passed(stages: readonly VmPassage[], event: VmEvent, now: number): VmPassage[] {
  switch (event.event) {
    case 'start':
      return [passage(event)]
    case 'stage':
      // An engine that no longer answers is waited for again: that is no part of the start before.
      if (stages.every(({ done }) => done !== undefined)) return [passage(event)]
      return [...ended(stages, now), passage(event)]
    case 'ready':
      return ended(stages, now)
    case 'was-reset':
    case 'cleared':
      return []
    default:
      return [...stages]
  }
}

const passage = ({ stage, now, until }: Extract<VmEvent, { event: 'start' | 'stage' }>): VmPassage => ({
  stage,
  since: now,
  until,
})

function ended(stages: readonly VmPassage[], now: number): VmPassage[] {
  const last = stages.at(-1)
  return last === undefined || last.done !== undefined ? [...stages] : [...stages.slice(0, -1), { ...last, done: now }]
}
