import { expect, test } from 'vitest'
import { container } from '../../../lib/container-sample.ts'
import { groupedLines, plainLines } from './grouping.ts'
import { moved } from './moves.ts'

const a = container({ name: 'a' })
const b = container({ name: 'b', stack: 'shop' })
const c = container({ name: 'c' })
const d = container({ name: 'd', stack: 'shop' })
const e = container({ name: 'e', stack: 'blog' })
const all = [a, b, c, d, e]
const words = (lines: ReturnType<typeof groupedLines>) =>
  lines.map((line) => (line.kind === 'stack' ? `[${line.stack} ${line.containers.length}]` : line.container.name))

test('a stack stands where its first container would, with all of them under it', () => {
  expect(words(groupedLines(all, new Set()))).toEqual(['a', '[shop 2]', 'b', 'd', 'c', '[blog 1]', 'e'])
})

test('a folded stack shows its heading alone, with all that is in it', () => {
  expect(words(groupedLines(all, new Set(['shop'])))).toEqual(['a', '[shop 2]', 'c', '[blog 1]', 'e'])
})

test('keys are unique also when a stack is named like an id', () => {
  const odd = container({ stack: a.id })
  const keys = groupedLines([a, odd], new Set()).map(({ key }) => key)
  expect(new Set(keys).size).toBe(keys.length)
})

test('without grouping there are containers only', () =>
  expect(words(plainLines(all))).toEqual(['a', 'b', 'c', 'd', 'e']))

test.each([
  ['ArrowDown', -1, 0],
  ['ArrowDown', 9, 9],
  ['ArrowUp', 0, 0],
  ['ArrowUp', -1, 0],
  ['Home', 5, 0],
  ['End', 5, 9],
  ['PageDown', 2, 5],
  ['PageUp', 2, 0],
  ['x', 2, undefined],
])('%s from %i', (key, from, to) => expect(moved(key, from, 10, 4)).toBe(to))

test('in an empty list no key moves', () => expect(moved('End', -1, 0, 4)).toBeUndefined())
