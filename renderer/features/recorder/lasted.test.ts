import { expect, test } from 'vitest'
import { lasted } from './lasted.ts'

test.each([
  [412, '0.4 s'],
  [12_000, '12 s'],
  [200_000, '3 min 20 s'],
  [120_000, '2 min'],
  [187_200_000, '2 d 4 h'],
  [86_400_000 + 59_000, '1 d'],
])('%d ms', (span, words) => expect(lasted({ started: 1_000, ended: 1_000 + span })).toBe(words))

test('one that goes on lasts until now', () => expect(lasted({ started: 0 }, 30_000)).toBe('30 s'))
