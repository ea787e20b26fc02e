import { expect, test } from 'vitest'
import { endWords } from './end-words.ts'

test('how what was waited for ended', () => {
  expect(endWords([{ name: 'web', code: 137 }])).toBe('web ended with exit code 137')
  expect(
    endWords([
      { name: 'a', code: 0 },
      { name: 'b', code: 1 },
    ]),
  ).toBe('All ended. a: 0, b: 1')
  const many = Array.from({ length: 10 }, (_, at) => ({ name: `c${at}`, code: 0 }))
  expect(endWords(many)).toMatch(/c7: 0 and 2 more$/)
})
