import { expect, test } from 'vitest'
import { changed, emptyCollection } from './collection.ts'

type Thing = { id: string; n: number }
const none = emptyCollection<Thing>()
const nothing = { upsert: [], remove: [] }
const some = changed(
  none,
  {
    upsert: [
      { id: 'a', n: 1 },
      { id: 'b', n: 1 },
    ],
    remove: [],
  },
  true,
)

test('a change puts in, replaces and takes out; what is untouched stays the same object', () => {
  const next = changed(
    some,
    {
      upsert: [
        { id: 'b', n: 2 },
        { id: 'c', n: 1 },
      ],
      remove: ['x'],
    },
    false,
  )
  expect(next.list).toEqual([
    { id: 'a', n: 1 },
    { id: 'b', n: 2 },
    { id: 'c', n: 1 },
  ])
  expect(next.byId.get('a')).toBe(some.byId.get('a'))
  expect(some.list).toHaveLength(2)
})

test('no change is the same collection', () => expect(changed(some, nothing, false)).toBe(some))

test('a snapshot voids what was known', () => {
  expect(changed(some, { upsert: [{ id: 'c', n: 1 }], remove: [] }, true).list).toEqual([{ id: 'c', n: 1 }])
  expect(changed(some, nothing, true).list).toEqual([])
})

test('what is removed and put in by one change is in', () => {
  expect(changed(some, { upsert: [{ id: 'a', n: 9 }], remove: ['a'] }, false).byId.get('a')).toEqual({ id: 'a', n: 9 })
})
