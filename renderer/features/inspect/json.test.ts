import { describe, expect, test } from 'vitest'
import { ancestors, jsonLines, unfolded } from './json-lines.ts'
import { findHits, places } from './json-search.ts'

const value = {
  Id: 'abc',
  Config: { Env: ['PATH=/bin', 'DB_PASSWORD=hunter2'], Labels: {}, Tty: false },
  'a/b~c': [1, null, { deep: ['x"y\n<b>'] }],
}

/** The text that the lines stand for. */
const printed = (lines: ReturnType<typeof jsonLines>) =>
  lines
    .map(
      ({ depth, name, text, more }) =>
        `${'  '.repeat(depth)}${name === undefined ? '' : `${JSON.stringify(name)}: `}${text}${more ? ',' : ''}`,
    )
    .join('\n')

describe('jsonLines', () => {
  test('is what JSON.stringify writes', () => expect(printed(jsonLines(value))).toBe(JSON.stringify(value, null, 2)))
  test.each([[null], [3], ['a'], [[]], [{}], [[[]]]])('also of %j', (small) =>
    expect(printed(jsonLines(small))).toBe(JSON.stringify(small, null, 2)),
  )
  test('masks what looks secret in the environment, and nothing else', () => {
    const masked = jsonLines(value).filter((line) => line.masked !== undefined)
    expect(masked.map(({ path, masked: mask }) => [path, mask])).toEqual([['/Config/Env/1', '"DB_PASSWORD=••••••••"']])
    expect(jsonLines({ Labels: { DB_PASSWORD: 'x' } }).every((line) => line.masked === undefined)).toBe(true)
  })
})

test('a folded object shows its first line alone', () => {
  const seen = unfolded(jsonLines(value), new Set(['/Config']))
  expect(seen.filter(({ path }) => path.startsWith('/Config')).map(({ kind }) => kind)).toEqual(['open'])
  expect(seen.some(({ path }) => path === '/a~1b~0c/2/deep/0')).toBe(true)
  expect(unfolded(jsonLines(value), new Set([''])).map(({ text }) => text)).toEqual(['{'])
})

test('ancestors, from the nearest to the root', () => {
  expect(ancestors('/Config/Env/1')).toEqual(['/Config/Env', '/Config', ''])
  expect(ancestors('')).toEqual([])
})

describe('findHits', () => {
  const lines = jsonLines(value)
  test('keys and values, whatever the case', () => {
    expect(findHits(lines, 'PATH', new Set())).toEqual([{ path: '/Config/Env/0', part: 'value', from: 1 }])
    expect(findHits(lines, 'env', new Set()).map(({ part }) => part)).toEqual(['name'])
  })
  test('a hidden value is not found until it is shown', () => {
    expect(findHits(lines, 'hunter2', new Set())).toEqual([])
    expect(findHits(lines, 'hunter2', new Set(['/Config/Env/1']))).toHaveLength(1)
    expect(findHits(lines, 'DB_PASSWORD', new Set())).toHaveLength(1)
  })
  test('several in one line, none of them overlapping', () => expect(places('aaaa', 'aa')).toEqual([0, 2]))
  test('nothing is found by nothing', () => expect(findHits(lines, '', new Set())).toEqual([]))
})
