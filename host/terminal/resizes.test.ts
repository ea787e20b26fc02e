import { expect, test } from 'vitest'
import { SlipwayError } from '../errors.ts'
import type { Size } from './line.ts'
import { Resizes } from './resizes.ts'

const size = (rows: number): Size => ({ columns: 80, rows })

test('sizes go out one after another; of those that wait only the newest', async () => {
  const sent: number[] = []
  let under = 0
  const resizes = new Resizes(async ({ rows }) => {
    expect(++under).toBe(1)
    await new Promise((resolve) => setTimeout(resolve, 5))
    under--
    sent.push(rows)
  })
  await Promise.all([1, 2, 3, 4].map((rows) => resizes.set(size(rows))))
  await resizes.set(size(5))
  expect(sent).toEqual([1, 4, 5])
})

test('one that fails does not keep the next from going', async () => {
  const refused = new SlipwayError('CONFLICT', { what: '', why: '', next: '' })
  let fail = true
  const resizes = new Resizes(async () => {
    if (fail) throw refused
  })
  await expect(resizes.set(size(1))).rejects.toBe(refused)
  fail = false
  await resizes.set(size(2))
})
