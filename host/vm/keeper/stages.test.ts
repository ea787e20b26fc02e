import { expect, test } from 'vitest'
import { passed } from './stages.ts'

const at = (stage: 'image' | 'kernel' | 'engine', now: number) => ({ stage, now, until: now + 1_000 })

test('each stage ends when the next begins, the last when the engine answers', () => {
  let stages = passed([], { event: 'start', ...at('image', 10) }, 10)
  stages = passed(stages, { event: 'stage', ...at('kernel', 30) }, 30)
  expect(stages).toEqual([
    { stage: 'image', since: 10, until: 1_010, done: 30 },
    { stage: 'kernel', since: 30, until: 1_030 },
  ])
  stages = passed(stages, { event: 'stage', ...at('engine', 50) }, 50)
  stages = passed(stages, { event: 'ready', now: 90 }, 90)
  expect(stages.map(({ stage, done }) => [stage, done])).toEqual([
    ['image', 30],
    ['kernel', 50],
    ['engine', 90],
  ])
  // The engine was restarted within the machine.
  expect(passed(stages, { event: 'stage', ...at('engine', 500) }, 500)).toEqual([
    { stage: 'engine', since: 500, until: 1_500 },
  ])
})

test('a start that fails stays where it was, until it is forgotten or begins again', () => {
  const stages = passed([], { event: 'start', ...at('image', 10) }, 10)
  const problem = { what: 'No.', why: 'So.', next: 'Wait.' }
  const failed = passed(stages, { event: 'failed', failure: { code: 'late', problem, mends: [] } }, 70)
  expect(failed).toEqual(stages)
  expect(passed(failed, { event: 'cleared' }, 80)).toEqual([])
  expect(passed(failed, { event: 'start', ...at('image', 90) }, 90)).toHaveLength(1)
})
