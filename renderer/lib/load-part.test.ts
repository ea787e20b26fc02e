import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { loadPart } from './load-part.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('what fails on the way is tried again', async () => {
  const load = vi.fn(async () => 'part').mockRejectedValueOnce(new TypeError('Failed to fetch'))
  const part = loadPart(load)
  await vi.runAllTimersAsync()
  expect(await part).toBe('part')
  expect(load).toHaveBeenCalledTimes(2)
})

test('what never comes is said, with what to do', async () => {
  const load = vi.fn(async () => Promise.reject(new TypeError('Failed to fetch')))
  const part = loadPart(load)
  const told = expect(part).rejects.toMatchObject({
    problem: { why: 'Failed to fetch', next: expect.stringMatching(/^Reload/) },
  })
  await vi.runAllTimersAsync()
  await told
  expect(load).toHaveBeenCalledTimes(4)
})
