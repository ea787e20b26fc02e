import { expect, test } from 'vitest'
import { container } from '../../../lib/container-sample.ts'
import { EVERYTHING } from '../../../lib/list-filter.ts'
import { volume } from '../../../lib/volume-sample.ts'
import { type Filter, filtered, filteredVolumes } from './filter.ts'
import { rowsOf, shortName } from './rows.ts'

const HASH = 'ab12'.repeat(16)
const mount = (name: string, destination: string, writable = true) => ({
  ...{ type: 'volume', name, source: '', destination, writable },
})
const db = container({ name: 'db', mounts: [mount('data', '/var/lib/db'), mount(HASH, '/tmp', false)] })
const web = container({ name: 'web', mounts: [mount('data', '/srv', false)] })
const all = [
  volume({ id: 'data', labels: { 'com.docker.compose.project': 'shop', team: 'edge' } }),
  volume({ id: 'films', options: { type: 'nfs', device: ':/films' } }),
  volume({ id: HASH, anonymous: true }),
]
const rows = rowsOf(all, [db, web], new Map([['data', 5]]), new Map())
const idsOf = (filter: Partial<Filter>) => filtered(rows, { ...EVERYTHING, ...filter }).map(({ id }) => id)

test('who has a volume, where, and whether it may write', () => {
  expect(rows[0]?.users.map(({ container, path, writable }) => [container.name, path, writable])).toEqual([
    ['db', '/var/lib/db', true],
    ['web', '/srv', false],
  ])
  expect(rows[0]?.size).toBe(5)
  expect(rows[1]?.users).toEqual([])
})

test('a row that is as it was stays the same object', () => {
  const before = new Map(rows.map((row) => [row.id, row]))
  const next = rowsOf(all, [db, web], new Map([['data', 6]]), before)
  expect(next[0]).not.toBe(rows[0])
  expect(next[1]).toBe(rows[1])
  expect(next[2]).toBe(rows[2])
})

test('search finds names, containers, paths, labels and options', () => {
  expect(idsOf({ text: 'shop' })).toEqual(['data'])
  expect(idsOf({ text: 'DB /tmp' })).toEqual([HASH])
  expect(idsOf({ text: ':/films' })).toEqual(['films'])
  expect(idsOf({ use: 'unused' })).toEqual(['films'])
  expect(idsOf({ use: 'anonymous' })).toEqual([HASH])
})

test('filters of docker volume ls', () => {
  const ids = (...criteria: [string, string][]) =>
    filteredVolumes(
      all,
      [db, web],
      criteria.map(([key, value]) => ({ key, value })),
    ).map(({ id }) => id)
  expect(ids(['dangling', 'true'])).toEqual(['films'])
  expect(ids(['name', 'fil'], ['name', 'dat'])).toEqual(['data', 'films'])
  expect(ids(['label', 'team=edge'], ['label', 'com.docker.compose.project'])).toEqual(['data'])
  expect(ids(['label', 'team'], ['driver', 'other'])).toEqual([])
})

test('an anonymous volume is called by the beginning of its name', () => {
  expect(shortName({ id: HASH, anonymous: true })).toBe(HASH.slice(0, 12))
  expect(shortName({ id: 'data', anonymous: true })).toBe('data')
})
