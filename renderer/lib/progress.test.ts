import { expect, test } from 'vitest'
import type { JobStep } from '../../contract/index.ts'
import { progressOf } from './progress.ts'
import { rateOf, type Sample } from './use-rate.ts'

test('a layer that is being unpacked has been transferred; one of unknown size does not count', () => {
  const steps: JobStep[] = [
    { id: 'a', state: 'Downloading', phase: 'transferring', done: 30, total: 100 },
    { id: 'b', state: 'Extracting', phase: 'unpacking', done: 5, total: 50 },
    { id: 'c', state: 'Pull complete', phase: 'done', done: 20, total: 20 },
    { id: 'd', state: 'Waiting', phase: 'waiting' },
    { id: 'e', state: 'Copying', done: 300, total: 200 },
  ]
  expect(progressOf(steps)).toEqual({ done: 300, total: 370, about: false })
  expect(progressOf([{ id: 'file', state: 'Writing', done: 1, total: 9, about: true }])).toEqual({
    done: 1,
    total: 9,
    about: true,
  })
})

test('the speed is that of the last seconds, and none from one look alone', () => {
  const samples: Sample[] = [
    { at: 0, done: 0 },
    { at: 1_000, done: 1_000 },
    { at: 4_000, done: 7_000 },
  ]
  expect(rateOf(samples)).toBe(1_750)
  expect(rateOf(samples.slice(0, 1))).toBeUndefined()
  expect(
    rateOf([
      { at: 0, done: 5 },
      { at: 2_000, done: 5 },
    ]),
  ).toBe(0)
})
