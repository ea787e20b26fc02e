import { expect, test } from 'vitest'
import { commandLine } from '../../../contract/shell.ts'
import { needsShell, splitWords } from './words.ts'

test.each([
  ['', []],
  ['  sh  -c "echo hi" ', ['sh', '-c', 'echo hi']],
  ["a'b c'd", ['ab cd']],
  [`"say \\"x\\" \\$y \\n"`, ['say "x" $y \\n']],
  ["'' x", ['', 'x']],
  ['a\\ b \\\n c', ['a b', 'c']],
  ["$'a\\nb\\x07'", ['a\nb\u0007']],
  ['echo $HOME | cat', ['echo', '$HOME', '|', 'cat']],
])('%j', (text, words) => expect(splitWords(text)).toEqual({ words, problem: undefined }))

test.each(["'a", '"a\\"', "$'a"])('%s is never closed', (text) =>
  expect(splitWords(text).problem).toContain('never closed'),
)

test('what is written as a command line is read back', () => {
  const words = ['sh', '-c', `a 'b' "c" \\ $d \u001b[1m\n\t`, '', '||']
  expect(splitWords(commandLine(words)).words).toEqual(words)
})

test('what needs a shell is seen', () => {
  expect(needsShell(['a', '&&', 'b'])).toBe('&&')
  expect(needsShell(['echo', '$HOME'])).toBe('$HOME')
  expect(needsShell(['sh', '-c', 'a && b'])).toBeUndefined()
  expect(needsShell(['/bin/sh', '$0', '|'])).toBeUndefined()
  expect(needsShell(['node', 'a.js'])).toBeUndefined()
})
