import { Readable } from 'node:stream'
import { afterEach, expect, test, vi } from 'vitest'
import { Downloads } from './downloads.ts'

const file = async () => ({ fileName: 'a.txt', contentType: 'text/plain', body: Readable.from(['a']) })
const tokenOf = (path: string) => path.replace('/download/', '')

afterEach(() => {
  vi.useRealTimers()
})

test('works once', async () => {
  const downloads = new Downloads()
  const token = tokenOf(downloads.offer(file))
  expect(token).toMatch(/^[\w-]{32}$/)
  expect(await downloads.open(token)).toMatchObject({ fileName: 'a.txt' })
  expect(await downloads.open(token)).toBeUndefined()
  expect(await downloads.open('unknown')).toBeUndefined()
})

test('ends after ten minutes', async () => {
  vi.useFakeTimers()
  const downloads = new Downloads()
  const [early, late] = [tokenOf(downloads.offer(file)), tokenOf(downloads.offer(file))]
  vi.advanceTimersByTime(599_000)
  expect(await downloads.open(early)).toBeDefined()
  vi.advanceTimersByTime(2_000)
  expect(await downloads.open(late)).toBeUndefined()
})

test('keeps no more than a hundred', async () => {
  const downloads = new Downloads()
  const tokens = Array.from({ length: 150 }, () => tokenOf(downloads.offer(file)))
  const opened = await Promise.all(tokens.map((token) => downloads.open(token)))
  expect(opened.map((one) => one !== undefined)).toEqual(tokens.map((_, index) => index >= 50))
})
