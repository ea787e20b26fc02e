import { expect, test } from 'vitest'
import type { BuildFacts, BuildStep } from '../../../../contract/index.ts'
import { after } from './known.ts'
import { excerpt, stepGroups, stepTime } from './words.ts'

const step = (id: string, more: Partial<BuildStep> = {}): BuildStep => ({
  id,
  text: id,
  state: 'done',
  parts: [],
  lines: 0,
  ...more,
})

test.each([
  [0, '0.0 s'],
  [340, '0.3 s'],
  [9_940, '9.9 s'],
  [9_960, '10 s'],
  [59_400, '59 s'],
  [59_600, '1 min 0 s'],
  [184_000, '3 min 4 s'],
])('%d ms is %s', (milliseconds, words) => expect(stepTime(milliseconds)).toBe(words))

test('steps stand by their stages, in the order of the Dockerfile', () => {
  const groups = stepGroups([
    step('load .dockerignore'),
    step('c', { stage: 'stage-1', place: '2/2', line: 9 }),
    step('b', { stage: 'make', place: '2/2', line: 4 }),
    step('a', { stage: 'make', place: '1/2', line: 2 }),
    step('exporting to image'),
  ])
  expect(groups.map(({ title, steps }) => [title, steps.map(({ id }) => id).join()])).toEqual([
    ['Preparation', 'load .dockerignore'],
    ['Stage make', 'a,b'],
    ['Stage 1', 'c'],
    ['Result', 'exporting to image'],
  ])
})

test('lines around the one that failed', () => {
  expect(excerpt('a\nb\nc\nd', 1, 1)).toEqual([
    { number: 1, text: 'a' },
    { number: 2, text: 'b' },
  ])
})

test('a log goes on where it was, and begins anew after a gap', () => {
  const facts: BuildFacts = {
    engine: 'e',
    command: '',
    builder: 'buildkit',
    build: {
      context: '/',
      tags: [],
      args: [],
      labels: [],
      platforms: [],
      noCache: false,
      pull: false,
      secrets: [],
      more: {},
    },
    dockerfile: { path: '', text: '' },
    sent: { bytes: 0 },
    warnings: [],
  }
  const first = after(undefined, { facts, steps: [step('s')], logs: [{ step: 's', from: 0, lines: ['a', 'b'] }] })
  const second = after(first, { facts, steps: [], logs: [{ step: 's', from: 2, lines: ['c'] }] })
  expect(second.logs.get('s')).toEqual({ from: 0, lines: ['a', 'b', 'c'] })
  const third = after(second, { facts, steps: [], logs: [{ step: 's', from: 9, lines: ['z'] }] })
  expect(third.logs.get('s')).toEqual({ from: 9, lines: ['z'] })
  expect(third.steps).toHaveLength(1)
})
