import { expect, test } from 'vitest'
import { endWords } from './end-words.ts'
import { tabNames } from './tab-names.ts'

test.each([
  [{ reason: 'exited' as const, exitCode: 0 }, 'Ended with exit code 0.'],
  [{ reason: 'exited' as const, exitCode: 137 }, 'Ended with exit code 137 (SIGKILL).'],
  [{ reason: 'exited' as const }, 'Ended; its exit code is not known.'],
  [{ reason: 'detached' as const }, 'Detached. The container goes on.'],
])('%o', (end, words) => expect(endWords(end)).toBe(words))

test('terminals of one title are numbered', () => {
  const terminals = ['sh', 'attach', 'sh', 'sh'].map((title, index) => ({ id: String(index), title }))
  expect([...tabNames(terminals).values()]).toEqual(['sh', 'attach', 'sh 2', 'sh 3'])
})
