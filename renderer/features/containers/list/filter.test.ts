import { describe, expect, test } from 'vitest'
import { container } from '../../../lib/container-sample.ts'
import { labelChoices, stackChoices, stateChoices } from './choices.ts'
import { EVERYTHING, filtered, isFiltering, NO_STACK } from './filter.ts'

const web = container({ name: 'web', image: 'nginx:1.27', stack: 'shop', labels: { tier: 'front', 'a=b': 'c' } })
const db = container({ name: 'db', image: 'postgres:17', stack: 'shop', state: 'paused', labels: { tier: 'data' } })
const job = container({
  name: 'nightly-job',
  state: 'exited',
  exitCode: 1,
  ports: [{ private: 9000, public: 49_000, protocol: 'tcp' }],
})
const all = [web, db, job]
const names = (filter: Partial<typeof EVERYTHING>) =>
  filtered(all, { ...EVERYTHING, ...filter }).map(({ name }) => name)

describe('filtered', () => {
  test('nothing chosen gives the very same list', () => expect(filtered(all, EVERYTHING)).toBe(all))
  test.each([
    ['WEB', ['web']],
    ['nginx shop', ['web']],
    ['shop postgres', ['db']],
    ['49000', ['nightly-job']],
    ['tier=data', ['db']],
    [job.id.slice(0, 12), ['nightly-job']],
    ['web nowhere', []],
    ['  ', ['web', 'db', 'nightly-job']],
  ])('text %j', (text, expected) => expect(names({ text })).toEqual(expected))
  test('alive ones are those with a process', () => expect(names({ alive: true })).toEqual(['web', 'db']))
  test('by state', () => expect(names({ states: new Set(['exited', 'paused']) })).toEqual(['db', 'nightly-job']))
  test('by stack, and by none', () => {
    expect(names({ stacks: new Set(['shop']) })).toEqual(['web', 'db'])
    expect(names({ stacks: new Set([NO_STACK]) })).toEqual(['nightly-job'])
  })
  test('by label: key alone, key and value, all of them', () => {
    expect(names({ labels: new Set(['tier']) })).toEqual(['web', 'db'])
    expect(names({ labels: new Set(['tier=data']) })).toEqual(['db'])
    expect(names({ labels: new Set(['tier', 'tier=front']) })).toEqual(['web'])
  })
  test('a label named like a part of every object is not on every container', () => {
    expect(names({ labels: new Set(['constructor']) })).toEqual([])
  })
})

test('a filter of blanks is none', () => {
  expect(isFiltering({ ...EVERYTHING, text: '  ' })).toBe(false)
  expect(isFiltering({ ...EVERYTHING, alive: true })).toBe(true)
})

test('choices are counted', () => {
  expect(stateChoices(all)).toEqual([
    { value: 'running', count: 1 },
    { value: 'paused', count: 1 },
    { value: 'exited', count: 1 },
  ])
  expect(stackChoices(all)).toEqual([
    { value: 'shop', count: 2 },
    { value: NO_STACK, count: 1 },
  ])
  expect(labelChoices([...all, container({ labels: { tier: 'front', 'com.docker.compose.project': 'x' } })])).toEqual([
    { value: 'tier=front', count: 2 },
    { value: 'a=b=c', count: 1 },
    { value: 'tier=data', count: 1 },
  ])
})
