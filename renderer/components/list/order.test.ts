import { expect, test } from 'vitest'
import { inLastOrder, ranks } from './order.ts'

const item = (id: string) => ({ id })
const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id).join('')

test('the order of before, new ones at the end in their own order', () => {
  expect(ids(inLastOrder(['a', 'y', 'b', 'x', 'c'].map(item), ranks(['c', 'b', 'a'].map(item))))).toBe('cbayx')
})

test('what is gone leaves no hole', () => {
  expect(ids(inLastOrder(['a', 'c'].map(item), ranks(['c', 'b', 'a'].map(item))))).toBe('ca')
})

test('sorting it anew compares each about once', () => {
  const many = Array.from({ length: 1_000 }, (_, index) => item(String(index).padStart(4, '0')))
  let compared = 0
  inLastOrder([...many].reverse(), ranks(many)).sort((a, b) => {
    compared++
    return a.id < b.id ? -1 : 1
  })
  expect(compared).toBeLessThan(1_100)
})
