import { expect, test } from 'vitest'
import { fullAt, perDay } from './trend.ts'

const DAY = 86_400_000
const points = (...free: number[]) => free.map((value, index) => ({ time: index * DAY, free: value }))

test('the slope of what is free, by the day', () => {
  expect(perDay(points(100, 90, 80, 70))).toBeCloseTo(-10)
  expect(perDay(points(100, 80, 100, 80, 100))).toBeCloseTo(0)
})
test('nothing is told from too little', () => {
  expect(perDay([])).toBeUndefined()
  expect(perDay(points(100, 90))).toBeUndefined()
  expect(perDay([0, 1, 2].map((minute) => ({ time: minute * 60_000, free: 100 - minute })))).toBeUndefined()
})
test('when nothing is left', () => {
  expect(fullAt({ time: 0, free: 70, perDay: -10 })).toBe(7 * DAY)
  expect(fullAt({ time: 0, free: 70, perDay: 10 })).toBeUndefined()
  expect(fullAt({ time: 0, free: 70, perDay: -0.1 })).toBeUndefined()
  expect(fullAt({ time: 0, free: 70, perDay: undefined })).toBeUndefined()
})
