import { expect, test } from 'vitest'
import type { Reading } from '../stats/index.ts'
import { Accumulator } from './accumulator.ts'
import type { Step } from './store/types.ts'

const T0 = Date.UTC(2026, 5, 1, 12)
const reading = (id: string, cpu: number | null, over = 1_000): Reading => ({
  ...{ id, time: 0, over, cpu, memory: 1_000, memoryLimit: 4_000, pids: 2 },
  ...{ rx: null, tx: 10, read: 0, write: 0 },
})
const cpuOf = (steps: readonly Step[]) =>
  steps.map(({ container, time, values }) => [container, (time - T0) / 1_000, values.cpu?.average ?? null])

test('average and highest of a step, once it is over', () => {
  const steps = new Accumulator()
  for (let second = 0; second < 10; second++) steps.take(reading('a', second * 10), T0 + second * 1_000)
  expect(steps.complete(T0 + 9_999)).toEqual([])
  const [step, sum] = steps.complete(T0 + 10_000)
  expect(step).toMatchObject({ container: 'a', time: T0, values: { cpu: { average: 45, max: 90 }, rx: null } })
  expect(sum).toMatchObject({ container: '', values: { cpu: { average: 45 } } })
  expect(steps.complete(T0 + 20_000)).toEqual([])
})

test('what stands for a longer time weighs more', () => {
  const steps = new Accumulator()
  steps.take(reading('a', 10, 8_000), T0 + 8_000)
  steps.take(reading('a', 60, 2_000), T0 + 9_900)
  expect(steps.complete(T0 + 10_000)[0]?.values.cpu).toEqual({ average: 20, max: 60 })
})

test('an engine that was slow to answer leaves no gap, one that did not answer does', () => {
  const steps = new Accumulator()
  steps.take(reading('a', 1, 10_000), T0 + 5_000)
  steps.take(reading('a', 3, 20_000), T0 + 25_000)
  steps.take(reading('a', 4, 0), T0 + 65_000)
  const known = cpuOf(steps.complete(T0 + 70_000)).filter(([container]) => container === 'a')
  expect(known.sort((a, b) => Number(a[1]) - Number(b[1]))).toEqual([
    ['a', 0, 1],
    ['a', 10, 3],
    ['a', 20, 3],
    ['a', 60, 4],
  ])
})

test('a run is not stretched over the pause before it', () => {
  const steps = new Accumulator()
  steps.take(reading('a', 1, 10_000), T0 + 5_000)
  steps.ended('a')
  steps.take(reading('a', 3, 10_000), T0 + 25_000)
  const known = cpuOf(steps.complete(T0 + 30_000)).filter(([container]) => container === 'a')
  expect(known).toEqual([
    ['a', 0, 1],
    ['a', 20, 3],
  ])
})

test('a measure that was never known stays unknown, and does not make the sum zero', () => {
  const steps = new Accumulator()
  steps.take(reading('a', null), T0)
  expect(steps.complete(T0 + 10_000).map(({ values }) => values.cpu)).toEqual([null, null])
})
