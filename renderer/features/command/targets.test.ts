import { expect, test } from 'vitest'
import { container } from '../../lib/container-sample.ts'
import { findTargets } from './targets.ts'

const web = container({ id: `aaa1${'0'.repeat(60)}`, name: 'web', created: 1, labels: { team: 'edge' } })
const db = container({ id: `aaa2${'0'.repeat(60)}`, name: 'db', created: 2, state: 'paused', image: 'postgres:15' })
const old = container({ id: `bbb${'0'.repeat(61)}`, name: 'old-web', created: 3, state: 'exited', exitCode: 3 })
const all = [web, db, old]
const names = (...targets: Parameters<typeof findTargets>[0]) =>
  findTargets(targets, all).containers.map(({ name }) => name)
const set = (...filters: [string, string][]) => ({
  set: { all: false, filters: filters.map(([key, value]) => ({ key, value })) },
})

test('by name, by id and by the beginning of an id', () => {
  expect(names({ name: 'web' }, { name: '/db' }, { name: 'bbb' })).toEqual(['web', 'db', 'old-web'])
  expect(findTargets([{ name: 'aaa' }, { name: 'nope' }], all)).toMatchObject({ missing: ['aaa', 'nope'] })
  expect(names({ name: 'web' }, { name: web.id })).toEqual(['web'])
})

test('what docker ps -q prints', () => {
  expect(names(set())).toEqual(['db', 'web'])
  expect(names({ set: { all: true, filters: [] } })).toEqual(['old-web', 'db', 'web'])
  expect(names({ set: { all: false, last: 1, filters: [] } })).toEqual(['old-web'])
})

test('filters: of one kind any, of several kinds each', () => {
  expect(names(set(['status', 'exited'], ['status', 'paused']))).toEqual(['old-web', 'db'])
  expect(names(set(['status', 'exited'], ['name', '^web']))).toEqual([])
  expect(names(set(['name', 'web']))).toEqual(['web'])
  expect(names(set(['label', 'team=edge'], ['label', 'x']))).toEqual([])
  expect(names(set(['ancestor', 'postgres:15']))).toEqual(['db'])
  expect(names({ set: { all: true, filters: [{ key: 'exited', value: '3' }] } })).toEqual(['old-web'])
})

test('a filter that only the engine knows is named, and nothing is taken for it', () => {
  expect(findTargets([set(['before', 'x'])], all)).toEqual({ containers: [], missing: [], unknown: ['before'] })
})
