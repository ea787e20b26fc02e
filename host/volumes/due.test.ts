import { expect, test } from 'vitest'
import { nextAfter } from './due.ts'

const at = (text: string) => new Date(text).getTime()
const daily = { every: 'day', weekday: 0, at: '03:30' } as const
const weekly = { every: 'week', weekday: 1, at: '23:00' } as const

test('a daily plan comes at its time, today or tomorrow', () => {
  expect(nextAfter(daily, at('2026-03-10T01:00'))).toBe(at('2026-03-10T03:30'))
  expect(nextAfter(daily, at('2026-03-10T03:30'))).toBe(at('2026-03-11T03:30'))
  expect(nextAfter(daily, at('2026-12-31T04:00'))).toBe(at('2027-01-01T03:30'))
})

test('a weekly plan comes on its day', () => {
  // The 9th of March 2026 is a Monday.
  expect(nextAfter(weekly, at('2026-03-09T22:59'))).toBe(at('2026-03-09T23:00'))
  expect(nextAfter(weekly, at('2026-03-09T23:00'))).toBe(at('2026-03-16T23:00'))
  expect(nextAfter(weekly, at('2026-03-10T00:00'))).toBe(at('2026-03-16T23:00'))
})
