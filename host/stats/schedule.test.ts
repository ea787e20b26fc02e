import { expect, test } from 'vitest'
import { Schedule, SLOW_MS } from './schedule.ts'

const none = new Set<string>()

test('each is due at once, then once in each step', () => {
  const schedule = new Schedule()
  schedule.take(new Set(['a', 'b']), none, 1_000_000)
  expect(schedule.due(1_000_000)).toEqual(['a', 'b'])
  const steps: number[] = []
  for (let round = 0; round < 20; round++) {
    // However late a round is, as long as it is within its step.
    const now = (schedule.next() ?? 0) + (round % 7) * 900
    steps.push(Math.floor(now / SLOW_MS))
    expect(schedule.due(now)).toEqual(['a', 'b'])
  }
  expect(steps).toEqual(steps.map((_, index) => (steps[0] ?? 0) + index))
})

test('one that was just started is due more often, for a while', () => {
  const schedule = new Schedule()
  schedule.take(new Set(['old', 'new']), new Set(['new']), 1_000_000)
  const due: Record<string, number> = { old: 0, new: 0 }
  for (let now = 1_000_000; now < 1_030_000; now += 100) {
    for (const id of schedule.due(now)) due[id] = (due[id] ?? 0) + 1
  }
  expect(due.old).toBe(4)
  expect(due.new).toBeGreaterThanOrEqual(15)
  schedule.due(1_040_000)
  expect((schedule.next() ?? 0) - 1_040_000).toBeGreaterThan(2_500)
})

test('what is gone is due no more', () => {
  const schedule = new Schedule()
  schedule.take(new Set(['a']), none, 1_000_000)
  schedule.take(none, none, 1_000_001)
  expect(schedule.next()).toBeUndefined()
  expect(schedule.due(2_000_000)).toEqual([])
})
