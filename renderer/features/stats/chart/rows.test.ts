import { expect, test } from 'vitest'
import { latest, type Point, rowAt, rowsOf, summary } from './rows.ts'

const points = (...pairs: [at: number, average: number][]): Point[] =>
  pairs.map(([at, average]) => ({ at, average, most: average * 2 }))

test('lines share rows, and one that begins later has nothing before', () => {
  const rows = rowsOf([points([10_000, 1], [20_000, 2]), points([20_400, 5])], 10_000)
  expect(rows.map(({ at, average }) => [at, ...average])).toEqual([
    [10_000, 1, null],
    [20_000, 2, 5],
  ])
  expect(rows[1]?.most).toEqual([4, 10])
})

test('a gap is a gap, and no zero', () => {
  const rows = rowsOf([points([0, 1], [10_000, 1], [60_000, 3])], 10_000)
  expect(rows.map(({ at, average }) => [at, average[0]])).toEqual([
    [0, 1],
    [10_000, 1],
    [20_000, null],
    [60_000, 3],
  ])
  expect(summary(rows, 0)).toEqual({ average: 5 / 3, most: 6 })
})

test('a line that was not read when another one was is not broken there', () => {
  const rows = rowsOf([points([1_000, 1], [3_000, 3]), points([1_000, 0], [2_000, 0], [3_000, 0])], 1_000)
  expect(rows.map(({ average, most }) => [average[0], most[0]])).toEqual([
    [1, 2],
    [2, 4],
    [3, 6],
  ])
})

test('a point that came late is no gap', () => {
  expect(rowsOf([points([0, 1], [20_000, 2])], 10_000)).toHaveLength(2)
})

test('the row that a pointer means', () => {
  const rows = rowsOf([points([0, 1], [10_000, 2], [20_000, 3])], 10_000)
  expect(rowAt(rows, 6_000, 15_000)?.at).toBe(10_000)
  expect(rowAt(rows, -4_000, 15_000)?.at).toBe(0)
  expect(rowAt(rows, 90_000, 15_000)).toBeUndefined()
  expect(rowAt([], 0, 15_000)).toBeUndefined()
})

test('of nothing known nothing is said', () => {
  expect(summary([], 0)).toBeUndefined()
  expect(latest([{ at: 1, average: [null], most: [null] }], 0)).toBeUndefined()
  expect(latest(rowsOf([points([0, 1], [10_000, 7], [60_000, 3])], 10_000), 0)).toBe(3)
})
