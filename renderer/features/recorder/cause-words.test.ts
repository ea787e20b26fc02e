import { expect, test } from 'vitest'
import type { CauseOfDeath } from '../../../contract/index.ts'
import { causeTone, causeWord } from './cause-words.ts'

test.each<[CauseOfDeath, string, string]>([
  [{ kind: 'oom', code: 137, limit: 128e6 }, 'Out of memory', 'bad'],
  [{ kind: 'exited', code: 0 }, 'Done', 'neutral'],
  [{ kind: 'exited', code: 3 }, 'Exited 3', 'bad'],
  [{ kind: 'stopped', code: 143, signal: 'SIGTERM', forced: false, waited: 0 }, 'Stopped', 'neutral'],
  [{ kind: 'stopped', code: 137, signal: 'SIGTERM', forced: true, waited: 10 }, 'Stopped by force', 'warn'],
  [{ kind: 'killed', code: 137, signal: 'SIGKILL' }, 'Killed', 'warn'],
])('%o', (cause, word, tone) => {
  expect(causeWord(cause)).toBe(word)
  expect(causeTone(cause)).toBe(tone)
})
