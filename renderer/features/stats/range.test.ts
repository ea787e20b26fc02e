import { expect, test } from 'vitest'
import { between, fromFirst, rangeOf, rangeText, readRange, shifted, wider } from './range.ts'

test.each(['live', '1h', '24h', '7d', '1000000-2000000'])('%s is read as it is written', (text) => {
  const choice = readRange(text)
  expect(choice && rangeText(choice)).toBe(text)
})

test.each([undefined, '', '2h', '5-5', '9-1', '1-2x', '-1-2', '1e3-2e3'])('%s means nothing', (text) =>
  expect(readRange(text)).toBeUndefined(),
)

test('a click of a range is made long enough', () => {
  expect(between({ from: 100_000, to: 100_000 })).toEqual({ kind: 'between', from: 85_000, to: 115_000 })
})

test('ranges move and grow, but not into the future', () => {
  const range = { from: 600_000, to: 700_000 }
  expect(rangeOf(shifted(range, -1, 1e6), 0)).toEqual({ from: 550_000, to: 650_000 })
  expect(rangeOf(shifted(range, 1, 720_000), 0)).toEqual({ from: 620_000, to: 720_000 })
  expect(rangeOf(wider(range, 1e6), 0)).toEqual({ from: 550_000, to: 750_000 })
  expect(rangeOf(wider(range, 700_000), 0)).toEqual({ from: 500_000, to: 700_000 })
})

test('where only the end of a range is known, that end is shown', () => {
  const range = { from: 0, to: 3_600_000 }
  expect(fromFirst(range, 3_500_000)).toEqual({ from: 3_300_000, to: 3_600_000 })
  expect(fromFirst(range, 2_600_000)).toEqual({ from: 2_500_000, to: 3_600_000 })
  expect(fromFirst(range, 1_000_000)).toBe(range)
  expect(fromFirst(range, undefined)).toBe(range)
  expect(fromFirst({ from: 0, to: 60_000 }, 50_000)).toEqual({ from: 0, to: 60_000 })
})
