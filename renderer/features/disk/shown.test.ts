import { expect, test } from 'vitest'
import type { DiskItem } from '../../../contract/index.ts'
import { shownItems } from './shown.ts'

const item = (name: string, rest: Partial<DiskItem> = {}): DiskItem => ({
  id: name,
  name,
  note: '',
  usedBy: [],
  inUse: false,
  ...rest,
})
const all = [
  item('small', { size: 1, created: 5, inUse: true }),
  item('large', { size: 9, created: 7, note: 'untagged' }),
  item('unknown', { created: 3, lastUsed: 9 }),
]
const names = (listing: Partial<Parameters<typeof shownItems>[1]>) =>
  shownItems(all, { text: '', onlyUnused: false, by: 'size', ...listing }).map(({ name }) => name)

test('the largest come first, those of unknown size last', () =>
  expect(names({})).toEqual(['large', 'small', 'unknown']))
test('the longest unused come first', () => expect(names({ by: 'age' })).toEqual(['small', 'large', 'unknown']))
test('what is in use can be left out', () => expect(names({ onlyUnused: true })).toEqual(['large', 'unknown']))
test('the search looks into notes, too', () => expect(names({ text: ' UNTAG ' })).toEqual(['large']))
