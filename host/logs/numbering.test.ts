import { expect, test } from 'vitest'
import type { LogLine, LogSource } from '../../contract/index.ts'
import { isAt, Numbering } from './numbering.ts'

const line = (time: string, source: LogSource = 'stdout'): LogLine => ({ time, source, text: '' })

test('lines of one source and time are numbered, whatever the other source writes between', () => {
  const numbering = new Numbering(true)
  const lines = [line('1'), line('1'), line('2', 'stderr'), line('1'), line('2', 'stderr'), line('2'), line('2')]
  expect(lines.map((one) => numbering.next(one))).toEqual(lines.map(() => true))
  expect(lines.map(({ nth }) => nth ?? 0)).toEqual([0, 1, 0, 2, 1, 0, 1])
})

test('from the middle of a log, the first lines are not sure until the time changes', () => {
  const numbering = new Numbering(false)
  expect([line('1'), line('1'), line('2'), line('2')].map((one) => numbering.next(one))).toEqual([
    false,
    false,
    true,
    true,
  ])
})

test('a source that is rare is sure once enough of the other went by', () => {
  const numbering = new Numbering(false)
  for (let n = 0; n < 64; n++) numbering.next(line(String(n)))
  expect(numbering.next(line('5', 'stderr'))).toBe(true)
})

test('an anchor names one line', () => {
  const anchor = { time: '1', source: 'stdout', nth: 2 } as const
  expect(isAt({ ...line('1'), nth: 2 }, anchor)).toBe(true)
  expect(isAt(line('1'), anchor)).toBe(false)
  expect(isAt({ ...line('1', 'stderr'), nth: 2 }, anchor)).toBe(false)
})
