import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { commandLine, quote } from './shell.ts'

test.each([
  ['web', 'web'],
  ['a/b:1@sha256', 'a/b:1@sha256'],
  ['', "''"],
  ['two words', "'two words'"],
  ["it's", `'it'\\''s'`],
  ['$(rm)', "'$(rm)'"],
  ['a\nb', "$'a\\nb'"],
  ['\u001b[31m', "$'\\x1b[31m'"],
])('%j is written %s', (word, text) => expect(quote(word)).toBe(text))

test('bash reads back exactly the words that were written', () => {
  const words = [
    'plain',
    'two words',
    "it's",
    '"',
    '$HOME',
    '`id`',
    'a\\b',
    '\t\n\\',
    "\u0007'",
    '🚢 ü',
    '!x',
    '*',
    '~',
    '#no',
    '{a,b}',
    '-x',
  ]
  const out = execFileSync('bash', ['-c', `printf '%s\\0' ${commandLine(words)}`], { encoding: 'utf8' })
  expect(out.split('\0').slice(0, -1)).toEqual(words)
})
