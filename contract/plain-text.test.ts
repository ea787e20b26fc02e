import { expect, test } from 'vitest'
import { plainText } from './plain-text.ts'

test.each([
  ['plain\ttext', 'plain\ttext'],
  ['\u001b[1;31mred\u001b[0m done', 'red done'],
  ['\u001b[38;2;1;2;3mtrue\u001b[48:5:9mcolour', 'truecolour'],
  ['\u001b]0;a title\u0007text', 'text'],
  ['\u001b]8;;https://example.com\u001b\\link\u001b]8;;\u001b\\', 'link'],
  ['\u001bP+q\u001b\\text', 'text'],
  ['\u001b(Btext\u001b=', 'text'],
  ['\u009b31mred', 'red'],
  ['a\u0000b\u0008c\u007fd\u0085e', 'abcde'],
  ['10%\r50%\r100%', '100%'],
  ['done\r', 'done'],
  ['cut off \u001b[3', 'cut off '],
  ['cut off \u001b', 'cut off '],
  ['a \u001b]0;title without an end', 'a '],
])('%j reads %j', (text, plain) => {
  expect(plainText(text)).toBe(plain)
})

test('is quick for text made to be slow', () => {
  const started = performance.now()
  for (const text of ['\u001b[', '\u001b]', '\u001b[;', '\r', '\u001b', '\u001b[31m']) plainText(text.repeat(50_000))
  expect(performance.now() - started).toBeLessThan(500)
})
