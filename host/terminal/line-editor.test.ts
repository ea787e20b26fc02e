import { expect, test } from 'vitest'
import { LineEditor } from './line-editor.ts'

test.each([
  ['a line', 'ab\r', { send: 'ab\n', echo: 'ab\r\n' }],
  ['a correction', 'ax\u007fb\r', { send: 'ab\n', echo: 'ax\b \bb\r\n' }],
  ['nothing to take back', '\u007f\u007fa\r', { send: 'a\n', echo: 'a\r\n' }],
  ['a 4-byte character taken back whole', '🚢\u007fa\r', { send: 'a\n', echo: '🚢\b \ba\r\n' }],
  ['several lines at once', 'a\rb\r', { send: 'a\nb\n', echo: 'a\r\nb\r\n' }],
  ['an interrupted line', 'abc\u0003d\r', { send: 'd\n', echo: 'abc^C\r\nd\r\n' }],
  ['a line thrown away', 'ab\u0015c\r', { send: 'c\n', echo: 'ab\b \b\b \bc\r\n' }],
  ['arrows and function keys', 'a\u001b[A\u001bOP\u001b[1;5C\u001b[15~b\r', { send: 'ab\n', echo: 'ab\r\n' }],
  ['the end of input', '\u0004', { send: '', echo: '', endInput: true }],
  ['Ctrl-D in a line', 'ab\u0004', { send: 'ab', echo: 'ab', endInput: false }],
  ['the detach keys', 'a\u0010\u0011b', { send: '', echo: 'a', detach: true }],
  ['Ctrl-Q alone', '\u0010a\u0011b\r', { send: 'ab\n', echo: 'ab\r\n', detach: false }],
])('%s', (_what, keys, expected) => {
  expect(new LineEditor().take(keys)).toMatchObject(expected)
})

test('keys mean the same when they come one by one', () => {
  const editor = new LineEditor()
  const keys = [...'ax\u007f\u001b[1;5Cb\r'].map((key) => editor.take(key))
  expect(keys.map(({ send }) => send).join('')).toBe('ab\n')
  editor.take('\u0010')
  expect(editor.take('\u0011').detach).toBe(true)
})
