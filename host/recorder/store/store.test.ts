import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { batchOf, stepOf } from '../../../test/support/store.ts'
import { stepFor } from './history.ts'
import { isBroken } from './open.ts'
import { Store } from './store.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** A full hour, far from any border of the steps. */
const T0 = Date.UTC(2026, 5, 1, 12)

let folder: string
let store: Store
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-store-'))
  store = new Store(join(folder, 'a.db'))
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

const fill = (from: number, to: number, count = 2, cpu?: (index: number) => number) => {
  for (let time = from; time < to; time += 10_000) store.write(batchOf('e', time, count, cpu))
}
const cpuOf = (from: number, to: number, points: number, containers?: string[]) =>
  store.history({ engine: 'e', from, to, points, measures: ['cpu'], ...(containers && { containers }) })

test('curves come back as they were written, gaps as gaps', () => {
  fill(T0, T0 + 60_000)
  fill(T0 + 90_000, T0 + 120_000)
  const { step, time, series } = cpuOf(T0, T0 + 120_000, 12, ['c1', 'never'])
  expect(step).toBe(10_000)
  expect(time).toEqual(Array.from({ length: 12 }, (_, index) => T0 + index * 10_000))
  expect(series.map(({ id }) => id)).toEqual(['c1'])
  expect(series[0]?.curves.cpu?.average).toEqual([1, 1, 1, 1, 1, 1, null, null, null, 1, 1, 1])
  expect(series[0]?.curves.cpu?.max[0]).toBe(1.25)
  expect(series[0]?.curves.memory).toBeUndefined()
})

test('the sum of all is a curve of its own', () => {
  fill(T0, T0 + 20_000, 4)
  const [sum] = cpuOf(T0, T0 + 20_000, 2).series
  expect(sum).toMatchObject({ id: 'engine', curves: { cpu: { average: [6, 6] } } })
})

test('what was not measured of a container is null, not zero', () => {
  const step = stepOf('a', T0, 5)
  store.write({ engine: 'e', seen: T0, steps: [{ ...step, values: { ...step.values, rx: null } }] })
  const query = { engine: 'e', from: T0, to: T0 + 20_000, points: 2, containers: ['a'] }
  const [series] = store.history({ ...query, measures: ['rx', 'read'] }).series
  expect(series?.curves).toEqual({
    rx: { average: [null, null], max: [null, null] },
    read: { average: [0, null], max: [0, null] },
  })
})

test('rolled up: averages stay averages, maxima stay maxima, the newest is there, too', () => {
  let time = T0
  for (const cpu of [0, 0, 0, 0, 0, 60]) {
    store.write({ engine: 'e', seen: time + 10_000, steps: [stepOf('a', time, cpu)] })
    time += 10_000
  }
  fill(time, T0 + HOUR + 30_000, 1)
  store.write({ engine: 'e', seen: T0 + HOUR + 40_000, steps: [stepOf('a', T0 + HOUR + 30_000, 100)] })
  const hour = cpuOf(T0, T0 + 2 * HOUR, 120, ['a'])
  expect(hour.step).toBe(60_000)
  expect(hour.series[0]?.curves.cpu?.average[0]).toBe(10)
  expect(hour.series[0]?.curves.cpu?.max[0]).toBe(75)
  expect(hour.series[0]?.curves.cpu?.average[60]).toBe(100)
  const day = cpuOf(T0, T0 + DAY, 144, ['a'])
  expect(day.step).toBe(600_000)
  expect(day.series[0]?.curves.cpu?.max[0]).toBe(75)
  expect(day.series[0]?.curves.cpu?.average[6]).toBe(100)
})

test('a store that is opened again goes on rolling up where it was', () => {
  fill(T0, T0 + 90_000, 1, () => 6)
  store.close()
  store = new Store(join(folder, 'a.db'))
  fill(T0 + 90_000, T0 + 200_000, 1, () => 12)
  expect(cpuOf(T0, T0 + 180_000, 3, ['c0']).series[0]?.curves.cpu?.average).toEqual([6, 9, 12])
})

test('about as many steps as are asked for, whatever the span', () => {
  for (let span = 20; span < 400 * 86_400; span = Math.ceil(span * 1.17)) {
    for (const points of [2, 60, 300, 1_000]) {
      const count = span / stepFor(span, points)
      if (span / points >= 10) expect(count / points, `${span} s, ${points}`).toBeGreaterThanOrEqual(0.45)
      expect(count / points, `${span} s, ${points}`).toBeLessThanOrEqual(2)
    }
  }
})

test('a memory limit is told from when it was set', () => {
  fill(T0, T0 + 40_000, 1)
  store.write({
    ...{ engine: 'e', seen: T0 + 40_000 },
    limits: [
      { container: 'c0', time: T0 + 10_000, bytes: 64 },
      { container: 'c0', time: T0 + 30_000, bytes: null },
    ],
  })
  expect(cpuOf(T0, T0 + 50_000, 5, ['c0']).series[0]?.memoryLimit).toEqual([null, 64, 64, null, null])
})

test('the highest first', () => {
  fill(T0, T0 + HOUR, 8)
  const [ranks] = store.ranks({ engine: 'e', from: T0, to: T0 + HOUR, measures: ['cpu'], count: 2 })
  expect(ranks?.ranked.map(({ container, average }) => [container, average])).toEqual([
    ['c7', 7],
    ['c6', 6],
  ])
})

test('events of a range, of all or of some, the newest when there are too many', () => {
  const of = { name: 'web', container: 'a' }
  store.write({
    ...{ engine: 'e', seen: T0 },
    events: [
      { kind: 'created', ...of, time: T0, image: 'x' },
      { kind: 'image', time: T0 + 1, action: 'pull', image: 'y' },
      { kind: 'died', ...of, time: T0 + 2, code: 3 },
    ],
  })
  const at = { engine: 'e', from: T0, to: T0 + 10 }
  expect(store.events({ ...at, limit: 10 }).map(({ kind }) => kind)).toEqual(['created', 'image', 'died'])
  expect(store.events({ ...at, limit: 10, containers: ['a'] }).map(({ kind }) => kind)).toEqual(['created', 'died'])
  expect(store.events({ ...at, limit: 1 }).map(({ kind }) => kind)).toEqual(['died'])
  expect(store.events({ ...at, to: T0 + 2, limit: 9 })).toHaveLength(2)
  expect(store.events({ ...at, engine: 'other', limit: 9 })).toEqual([])
})

test('a container that takes the place of another one is told as that', () => {
  const facts = { name: 'web', image: 'x', stack: 's', service: 'web' }
  store.write({ engine: 'e', seen: T0, facts: [{ container: 'old', ...facts }] })
  store.write({
    ...{ engine: 'e', seen: T0, facts: [{ container: 'new', ...facts, name: 's-web-2' }] },
    events: [{ kind: 'created', container: 'new', name: 's-web-2', time: T0, image: 'x' }],
  })
  const [created] = store.events({ engine: 'e', from: 0, to: T0 + 1, limit: 9 })
  expect(created).toMatchObject({ kind: 'created', replaces: 'old' })
})

test('a run is written piece by piece, found by any name it had, and told with what was around it', () => {
  const run = { container: 'a', started: T0 }
  const cause = { kind: 'exited' as const, code: 1 }
  store.write({ engine: 'e', seen: T0, facts: [{ container: 'a', name: 'web', image: 'x' }], runs: [run] })
  expect(store.memory('e')).toMatchObject({ seen: T0, open: [{ container: 'a', name: 'web', started: T0 }] })
  const line = { time: '2026-06-01T12:00:00Z', source: 'stdout' as const, text: 'bye' }
  store.write({ engine: 'e', seen: T0, runs: [{ ...run, ended: T0 + HOUR, cause }] })
  store.write({ engine: 'e', seen: T0, runs: [{ ...run, lines: [line], memoryLimit: 64 }] })
  store.write({
    ...{ engine: 'e', seen: T0, removed: [{ container: 'a', time: T0 + HOUR }] },
    events: [
      { kind: 'image', time: T0 + HOUR - 30_000, action: 'pull', image: 'y' },
      { kind: 'image', time: T0 + HOUR + 90_000, action: 'pull', image: 'z' },
      { kind: 'died', container: 'a', name: 'web', time: T0 + HOUR, code: 1 },
    ],
  })
  expect(store.memory('e').open).toEqual([])
  const [found] = store.incarnations({ engine: 'e', container: 'web', limit: 5 })
  expect(found).toMatchObject({ container: 'a', name: 'web', image: 'x', ended: T0 + HOUR, cause, removed: true })
  expect(store.incarnations({ engine: 'e', search: 'WE', ended: true, limit: 5 })).toEqual([found])
  expect(store.incarnations({ engine: 'e', search: '%', limit: 5 })).toEqual([])
  const story = store.story('e', found?.number ?? 0)
  expect(story).toMatchObject({ lines: [line], memoryLimit: 64, incarnation: found })
  expect(story?.timeline.map(({ kind }) => kind)).toEqual(['died'])
  expect(story?.neighbours).toMatchObject([{ kind: 'image', image: 'y' }])
  expect(store.story('other', found?.number ?? 0)).toBeUndefined()
})

test('what is gone when nobody looked is removed, too', () => {
  store.write({
    engine: 'e',
    seen: T0,
    runs: [
      { container: 'a', started: T0 },
      { container: 'b', started: T0 },
    ],
  })
  store.write({ engine: 'e', seen: T0, present: ['b'] })
  const removed = store.incarnations({ engine: 'e', limit: 5 }).map(({ container, removed }) => [container, removed])
  expect(new Map(removed.map(([id, gone]) => [id, gone]))).toEqual(
    new Map([
      ['a', true],
      ['b', false],
    ]),
  )
})

test('a batch is written as a whole, or not at all', () => {
  const bad = { ...stepOf('b', T0, 1), time: Number.NaN }
  expect(() => store.write({ engine: 'e', seen: T0, steps: [stepOf('a', T0, 1), bad] })).toThrow()
  expect(cpuOf(T0, T0 + 10_000, 2, ['a']).series).toEqual([])
  store.write({ engine: 'e', seen: T0, steps: [stepOf('a', T0, 1)] })
  expect(cpuOf(T0, T0 + 10_000, 2, ['a']).series).toHaveLength(1)
})

test('the oldest goes by age, the finest first; what still runs stays', () => {
  fill(T0, T0 + 2 * HOUR, 2)
  store.write({ engine: 'e', seen: T0, runs: [{ container: 'c0', started: T0 }] })
  store.write({ engine: 'e', seen: T0, runs: [{ container: 'c1', started: T0, ended: T0 + 1 }] })
  const bytes = Number.MAX_SAFE_INTEGER
  store.retain({ before: T0 + HOUR, fineBefore: T0 + 1.5 * HOUR, bytes })
  const fine = cpuOf(T0 + 1.5 * HOUR, T0 + 2 * HOUR, 180, ['c1'])
  expect([fine.step, fine.series[0]?.curves.cpu?.average.every((value) => value === 1)]).toEqual([10_000, true])
  const older = cpuOf(T0, T0 + 2 * HOUR, 720, ['c1'])
  expect(older.step).toBe(60_000)
  expect(older.series[0]?.curves.cpu?.average.slice(0, 60).every((value) => value === null)).toBe(true)
  expect(older.series[0]?.curves.cpu?.average.slice(60).every((value) => value === 1)).toBe(true)
  expect(store.incarnations({ engine: 'e', limit: 9 }).map(({ container }) => container)).toEqual(['c0'])
  expect(store.state().oldest).toBe(T0 + HOUR)
})

test('the file stays within its size, and the newest stays', () => {
  fill(T0, T0 + 12 * HOUR, 20, (index) => index * 17 + 0.3)
  const before = store.state().size
  const state = store.retain({ before: 0, fineBefore: 0, bytes: before / 3 })
  for (let round = 0; round < 20; round++) store.retain({ before: 0, fineBefore: 0, bytes: before / 3 })
  expect(state.newest).toBe(T0 + 12 * HOUR)
  expect(cpuOf(T0 + 12 * HOUR - 60_000, T0 + 12 * HOUR, 6, ['c3']).series[0]?.curves.cpu?.average).toHaveLength(6)
  store.close()
  store = new Store(join(folder, 'a.db'))
  expect(store.state().size).toBeLessThan(before / 2)
})

test('everything can be forgotten', () => {
  fill(T0, T0 + HOUR, 3)
  store.write({ engine: 'e', seen: T0, events: [{ kind: 'image', time: T0, action: 'pull', image: 'x' }] })
  expect(store.forget().oldest).toBeUndefined()
  expect(store.events({ engine: 'e', from: 0, to: T0 * 2, limit: 9 })).toEqual([])
  fill(T0 + HOUR, T0 + HOUR + 20_000, 1)
  expect(store.state().oldest).toBe(T0 + HOUR)
})

test('a file that is no database, or of another kind, is told apart from a failure', () => {
  store.close()
  const other = join(folder, 'b.db')
  const database = new DatabaseSync(other)
  database.exec('PRAGMA user_version = 99')
  database.close()
  let failure: unknown
  try {
    new Store(other)
  } catch (error) {
    failure = error
  }
  expect(isBroken(failure)).toBe(true)
  expect(isBroken(new Error('database or disk is full'))).toBe(false)
  store = new Store(join(folder, 'a.db'))
})
