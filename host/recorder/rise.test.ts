import { expect, test } from 'vitest'
import { risingSeconds } from './rise.ts'

const points = (...bytes: number[]) => bytes.map((value, index) => ({ time: index * 10_000, bytes: value }))

test('from where it began to rise', () => {
  expect(risingSeconds(points(10, 10, 10, 40, 70, 100), 52_000)).toBe(32)
})
test('small dips are no end of a rise', () => {
  expect(risingSeconds(points(10, 40, 38, 70, 65, 100), 50_000)).toBe(50)
})
test('a fall ends it', () => {
  expect(risingSeconds(points(10, 90, 20, 60, 100), 40_000)).toBe(20)
})
test('level memory, falling memory, or none does not rise', () => {
  expect(risingSeconds(points(100, 100, 101), 30_000)).toBeUndefined()
  expect(risingSeconds(points(100, 50, 20), 30_000)).toBeUndefined()
  expect(risingSeconds(points(100), 30_000)).toBeUndefined()
  expect(risingSeconds([], 30_000)).toBeUndefined()
  expect(risingSeconds(points(0, 0), 30_000)).toBeUndefined()
})
