import { expect, test } from 'vitest'
import { toggled } from './sets.ts'

test('toggled leaves the first set alone', () => {
  const before = new Set(['a'])
  expect([...toggled(before, 'b', true)]).toEqual(['a', 'b'])
  expect([...toggled(before, 'a', false)]).toEqual([])
  expect([...before]).toEqual(['a'])
})
