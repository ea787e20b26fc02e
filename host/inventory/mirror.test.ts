import { expect, test } from 'vitest'
import { Mirror } from './mirror.ts'

const item = (id: string, value = 0) => ({ id, value })

test('a reader gets what changed after its version, once', () => {
  const mirror = new Mirror<{ id: string; value: number }>()
  mirror.set(item('a'), 1)
  mirror.set(item('b'), 2)
  mirror.set(item('a', 5), 3)
  expect(mirror.since(1)).toEqual({ upsert: [item('a', 5), item('b')], remove: [] })
  expect(mirror.since(3)).toEqual({ upsert: [], remove: [] })
})

test('the same item again is no change', () => {
  const mirror = new Mirror<{ id: string; value: number }>()
  expect(mirror.set(item('a'), 1)).toBe(true)
  expect(mirror.set(item('a'), 2)).toBe(false)
  expect(mirror.since(1).upsert).toEqual([])
})

test('a full listing removes what is gone and keeps what is the same', () => {
  const mirror = new Mirror<{ id: string; value: number }>()
  mirror.replace([item('a'), item('b')], 1)
  expect(mirror.replace([item('b'), item('c')], 2)).toBe(true)
  expect(mirror.since(1)).toEqual({ upsert: [item('c')], remove: ['a'] })
  expect(mirror.replace([item('b'), item('c')], 3)).toBe(false)
})

test('an item that comes back is no longer removed', () => {
  const mirror = new Mirror<{ id: string; value: number }>()
  mirror.set(item('a'), 1)
  mirror.delete('a', 2)
  mirror.set(item('a', 1), 3)
  expect(mirror.since(1)).toEqual({ upsert: [item('a', 1)], remove: [] })
})

test('removals are not remembered for ever, and a reader further behind is told', () => {
  const mirror = new Mirror<{ id: string; value: number }>()
  for (let version = 1; version <= 6_000; version++) {
    mirror.set(item(`c${version}`), version)
    mirror.delete(`c${version}`, version)
  }
  expect(mirror.reaches(999)).toBe(false)
  expect(mirror.reaches(1_000)).toBe(true)
  expect(mirror.since(1_000).remove).toHaveLength(5_000)
})
