import { expect, test } from 'vitest'
import { csvOf } from './csv.ts'
import type { ChartData } from './types.ts'

const chart = (title: string, names: string[], rows: ChartData['rows']): ChartData => ({
  key: title,
  title,
  lines: names.map((name) => ({ key: name, name, colour: '' })),
  rows,
  step: 1_000,
  reach: 1_000,
  base: 'decimal',
  least: 1,
  format: String,
})

test('a line a moment, gaps empty, each curve with its average and its most', () => {
  const text = csvOf([
    chart('CPU', [''], [{ at: 0, average: [1.5], most: [2] }]),
    chart(
      'Network',
      ['received', 'say "sent"'],
      [
        { at: 0, average: [0, null], most: [0, null] },
        { at: 1_000, average: [7, 1 / 3], most: [8, 1] },
      ],
    ),
  ])
  expect(text.split('\r\n')).toEqual([
    '"Time","CPU (average)","CPU (most)","Network received (average)","Network received (most)","Network say ""sent"" (average)","Network say ""sent"" (most)"',
    '1970-01-01T00:00:00.000Z,1.5,2,0,0,,',
    '1970-01-01T00:00:01.000Z,,,7,8,0.33333333,1',
    '',
  ])
})
