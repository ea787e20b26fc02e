import { expect, test } from 'vitest'
import { alternate, median, percentile, reached, scoreOf } from './figure.ts'

test('a ratio where there is a yardstick, the figure itself where there is none', () => {
  expect(scoreOf({ name: 'x', ours: 30, theirs: 20, unit: 'ms', goal: { atMost: 1.5 } })).toBe(1.5)
  expect(scoreOf({ name: 'x', ours: 30, unit: 'ms', goal: { atMost: 1 } })).toBe(30)
})

test('goals bound from above or from below', () => {
  expect(reached({ name: 'x', ours: 31, theirs: 20, unit: 'ms', goal: { atMost: 1.5 } })).toBe(false)
  expect(reached({ name: 'x', ours: 96, theirs: 100, unit: 'MB/s', goal: { atLeast: 0.95 } })).toBe(true)
})

test('percentiles', () => {
  expect(median([5, 1, 9])).toBe(5)
  expect(percentile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.95)).toBe(10)
})

test('rounds alternate, so that a slow moment of the machine hits all alike', async () => {
  const order: string[] = []
  const times = await alternate(2, [async () => order.push('a'), async () => order.push('b')])
  expect(order.join('')).toBe('abababab')
  expect(times.map((one) => one.length)).toEqual([2, 2])
})
