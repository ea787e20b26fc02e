import { expect, test } from 'vitest'
import { Idleness } from './idleness.ts'

test('it sleeps after so many minutes in which it never had anything to do', () => {
  const idleness = new Idleness()
  const at = (now: number, busy = false, minutes = 1) => idleness.may({ minutes, busy, now })
  expect([at(0), at(59_999), at(60_000)]).toEqual([false, false, true])
  expect([at(70_000, true), at(80_000), at(139_999), at(140_000)]).toEqual([false, false, false, true])
  idleness.forget()
  expect([at(150_000), at(209_999), at(210_000)]).toEqual([false, false, true])
  expect([at(300_000, false, 0), at(301_000), at(361_000)]).toEqual([false, false, true])
})
