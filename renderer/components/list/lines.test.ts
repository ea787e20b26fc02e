import { expect, test } from 'vitest'
import type { Container } from '../../../contract/index.ts'
import { container } from '../../lib/container-sample.ts'
import { groupedLines, type Line, plainLines } from './lines.ts'
import { moved } from './moves.ts'

const a = container({ name: 'a' })
const b = container({ name: 'b', stack: 'shop' })
const c = container({ name: 'c' })
const d = container({ name: 'd', stack: 'shop' })
const e = container({ name: 'e', stack: 'blog' })
const all = [a, b, c, d, e]
const stackOf = ({ stack }: Container) => stack
const words = (lines: Line<Container>[]) =>
  lines.map((line) => (line.kind === 'group' ? `[${line.group} ${line.items.length}]` : line.item.name))

test('a group stands where its first item would, with all of them under it', () => {
  expect(words(groupedLines(all, stackOf, new Set()))).toEqual(['a', '[shop 2]', 'b', 'd', 'c', '[blog 1]', 'e'])
})

test('a folded group shows its heading alone, with all that is in it', () => {
  expect(words(groupedLines(all, stackOf, new Set(['shop'])))).toEqual(['a', '[shop 2]', 'c', '[blog 1]', 'e'])
})

test('keys are unique also when a group is named like an id', () => {
  const odd = container({ stack: a.id })
  const keys = groupedLines([a, odd], stackOf, new Set()).map(({ key }) => key)
  expect(new Set(keys).size).toBe(keys.length)
})

test('without grouping there are items only', () => expect(words(plainLines(all))).toEqual(['a', 'b', 'c', 'd', 'e']))

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
