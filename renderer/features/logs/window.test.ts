import { expect, test } from 'vitest'
import type { LogLine } from '../../../contract/index.ts'
import {
  appended,
  extended,
  firstAnchor,
  type LogWindow,
  lastAnchor,
  MOST_LENGTH,
  MOST_LINES,
  NOTHING,
  numberOf,
  prepended,
} from './window.ts'

const line = (number: number, text = ''): LogLine => ({ time: `t${number}`, source: 'stdout', text })
const lines = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => line(from + index))
const span = ({ lines }: LogWindow) => `${lines[0]?.time} to ${lines.at(-1)?.time}`
const full: LogWindow = { lines: lines(0, MOST_LINES), first: 0, start: true, after: 0 }

test('at the end, new lines push the oldest out', () => {
  const window = appended(full, lines(MOST_LINES, MOST_LINES + 10), true)
  expect(window).toMatchObject({ first: 10, start: false, after: 0 })
  expect(span(window)).toBe(`t10 to t${MOST_LINES + 9}`)
  expect(appended(NOTHING, lines(0, 5), true)).toMatchObject({ first: 0, after: 0 })
})

test('scrolled up, new lines are taken while there is room, then only counted', () => {
  const half: LogWindow = { ...full, lines: lines(0, MOST_LINES - 4) }
  const window = appended(half, lines(MOST_LINES - 4, MOST_LINES + 6), false)
  expect(window).toMatchObject({ first: 0, start: true, after: 6 })
  expect(span(window)).toBe(`t0 to t${MOST_LINES - 1}`)
  expect(appended(window, lines(0, 3), true)).toMatchObject({ lines: window.lines, after: 9 })
})

test('reading back lets the newest go, and knows how many', () => {
  const window = prepended({ ...full, first: 50, start: false }, { lines: lines(-100, 0), edge: false })
  expect(window).toMatchObject({ first: -50, start: false, after: 100 })
  expect(span(window)).toBe(`t-100 to t${MOST_LINES - 101}`)
  expect(firstAnchor(window)).toMatchObject({ time: 't-100', depth: 100 + MOST_LINES - 1 })
  expect(lastAnchor(window)).toMatchObject({ depth: 100 })
})

test('reading on lets the oldest go, until the end is reached', () => {
  const away: LogWindow = { ...full, after: 100 }
  const window = extended(away, { lines: lines(MOST_LINES, MOST_LINES + 60), edge: false })
  expect(window).toMatchObject({ first: 60, start: false, after: 40 })
  expect(extended(window, { lines: lines(0, 40), edge: true }).after).toBe(0)
  // Counted wrongly, it is still not the end.
  expect(extended(window, { lines: lines(0, 90), edge: false }).after).toBe(1)
  expect(extended({ ...away, after: undefined }, { lines: lines(0, 1), edge: false }).after).toBeUndefined()
})

test('very long lines count by their length', () => {
  const long = line(1, 'x'.repeat(MOST_LENGTH / 2))
  const window = appended({ ...NOTHING, lines: [long, long] }, [line(2, 'new')], true)
  expect(window.lines.map(({ text }) => text.length)).toEqual([MOST_LENGTH / 2, 3])
  const back = prepended({ ...NOTHING, lines: [long] }, { lines: [long, long], edge: true })
  expect(back).toMatchObject({ start: true, after: 1 })
  expect(back.lines).toHaveLength(2)
})

test('one line that is longer than all is still shown', () => {
  const giant = line(1, 'x'.repeat(MOST_LENGTH + 1))
  expect(appended(NOTHING, [giant], true).lines).toHaveLength(1)
  expect(appended(NOTHING, [giant], false).lines).toHaveLength(1)
})

test('a line has a number by its time, source and place among its like', () => {
  const window: LogWindow = {
    ...NOTHING,
    first: 7,
    lines: [line(1), { ...line(1), source: 'stderr' }, { ...line(1), nth: 1 }],
  }
  expect(numberOf(window, { time: 't1', source: 'stdout', nth: 1 })).toBe(9)
  expect(numberOf(window, { time: 't1', source: 'stderr' })).toBe(8)
  expect(numberOf(window, { time: 't2', source: 'stdout' })).toBeUndefined()
})
