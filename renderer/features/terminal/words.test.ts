import { expect, test } from 'vitest'
import { commandLine } from '../../../contract/shell.ts'
import { splitWords } from './words.ts'

test.each([
  ['', []],
  ['  bash   -l ', ['bash', '-l']],
  [`sh -c 'a "b" $c'`, ['sh', '-c', 'a "b" $c']],
  [`echo "a \\"b\\" \\n"`, ['echo', 'a "b" \\n']],
  [`a'b'"c"d`, ['abcd']],
  [`'' ""`, ['', '']],
  ['a\\ b', ['a b']],
  [`it's`, undefined],
  ['"open', undefined],
])('%j is %j', (text, words) => expect(splitWords(text)).toEqual(words))

test('reads back what a command line writes', () => {
  const words = ['sh', '-c', `it's "x" \\ $HOME`, '', 'ü 🚢']
  expect(splitWords(commandLine(words))).toEqual(words)
})
