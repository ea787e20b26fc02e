import { expect, test } from 'vitest'
import { trendWords } from './trend.ts'

const disk = { kind: 'known' as const, free: 50e9, total: 100e9, history: [] }
const DAY = 86_400_000

test.each([
  [{}, ''],
  [{ perDay: -1e6 }, ''],
  [{ perDay: -2e9 }, '; 2.0 GB less each day'],
  [{ perDay: 3e9 }, '; 3.0 GB more each day'],
  [{ perDay: -10e9, fullAt: 5 * DAY }, '; full in about 5 d at this rate'],
  [{ perDay: -0.1e9, fullAt: 500 * DAY }, '; 100 MB less each day'],
])('%o', (trend, words) => expect(trendWords({ ...disk, ...trend }, 0)).toBe(words))
