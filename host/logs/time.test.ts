import { expect, test } from 'vitest'
import { compareTimes, leadingTime } from './time.ts'

test('times compare by nanosecond, also across zones and lengths', () => {
  const times = [
    '2026-01-02T03:04:05Z',
    '2026-01-02T03:04:05.000000001Z',
    '2026-01-02T04:04:05.1+01:00',
    '2026-01-02T03:04:05.100000001Z',
    '2026-01-02T03:04:06Z',
  ]
  expect([...times].reverse().sort(compareTimes)).toEqual(times)
  expect(compareTimes('2026-01-02T03:04:05.1Z', '2026-01-02T05:04:05.100+02:00')).toBe(0)
})

test('only what is a time is taken for one', () => {
  const read = (text: string) => leadingTime(Buffer.from(text), 0, text.length)
  expect(read('2026-01-02T03:04:05.000000001Z text')).toBe('2026-01-02T03:04:05.000000001Z')
  expect(read('2026-01-02T03:04:05.5-07:00 text')).toBe('2026-01-02T03:04:05.5-07:00')
  expect(read('plain text')).toBe('')
  expect(read('')).toBe('')
})
