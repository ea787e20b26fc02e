import { expect, test } from 'vitest'
import { countWords, type Found, NOTHING_FOUND, nextHit, placeOf } from './hits.ts'

const found: Found = {
  hits: [1, 3, 5, 7].map((line) => ({ time: `t${line}`, source: 'stdout', line })),
  count: 4,
  scanned: 10,
  done: true,
}

test('from the current hit it goes on, round at the ends', () => {
  expect(nextHit(found, 1, 1, undefined)).toBe(2)
  expect(nextHit(found, 3, 1, undefined)).toBe(0)
  expect(nextHit(found, 0, -1, undefined)).toBe(3)
  expect(nextHit(NOTHING_FOUND, undefined, 1, undefined)).toBeUndefined()
})

test.each([
  ['t4', 't6', 2, 2],
  ['t0', 't0', 0, 0],
  ['t8', 't9', 3, 3],
  ['t3', 't5', 1, 2],
  ['t4', 't4', 2, 1],
])('the first one goes from what is in view, %s to %s', (from, to, next, previous) => {
  expect(nextHit(found, undefined, 1, { from, to })).toBe(next)
  expect(nextHit(found, undefined, -1, { from, to })).toBe(previous)
})

test('how deep a hit lies is known when all was looked at', () => {
  const hit = { time: 't3', source: 'stdout', nth: 2, line: 3 } as const
  expect(placeOf(found, hit)).toEqual({ time: 't3', source: 'stdout', nth: 2, depth: 6 })
  expect(placeOf({ ...found, done: false }, hit)).toEqual({ time: 't3', source: 'stdout', nth: 2 })
})

test('words', () => {
  expect(countWords(NOTHING_FOUND, undefined)).toBe('Searching…')
  expect(countWords({ ...NOTHING_FOUND, done: true }, undefined)).toBe('No hits')
  expect(countWords(found, undefined)).toBe('4 hits')
  expect(countWords(found, 2)).toBe('3 of 4')
  expect(countWords({ ...found, count: 1 }, undefined)).toBe('1 hit')
  expect(countWords({ ...found, done: false }, undefined)).toBe('4 hits so far')
})
