import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Pace } from './pace.ts'

const MIB = 1024 * 1024

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function paced() {
  const source = { pause: vi.fn(), resume: vi.fn() }
  return { source, pace: new Pace(source) }
}

test('runs freely while nobody reads', () => {
  const { source, pace } = paced()
  pace.wrote(10 * MIB)
  expect(source.pause).not.toHaveBeenCalled()
})

test('holds the source until a reader has caught up', () => {
  const { source, pace } = paced()
  const reader = pace.join(0)
  pace.wrote(MIB)
  expect(source.pause).toHaveBeenCalled()
  pace.took(reader, MIB / 2)
  expect(pace.held).toBe(true)
  pace.took(reader, MIB)
  expect(pace.held).toBe(false)
  expect(source.resume).toHaveBeenCalledOnce()
})

test('goes by the reader that is nearest', () => {
  const { pace } = paced()
  pace.join(0)
  const near = pace.join(0)
  pace.wrote(MIB)
  pace.took(near, MIB)
  expect(pace.held).toBe(false)
})

test('a reader that leaves holds nothing', () => {
  const { pace } = paced()
  const reader = pace.join(0)
  pace.wrote(MIB)
  pace.leave(reader)
  expect(pace.held).toBe(false)
})

test('lets go of a reader that takes nothing for a while, until it takes something again', () => {
  const { source, pace } = paced()
  const reader = pace.join(0)
  pace.wrote(MIB)
  vi.advanceTimersByTime(4_000)
  pace.took(reader, 1)
  vi.advanceTimersByTime(4_000)
  expect(pace.held).toBe(true)
  vi.advanceTimersByTime(2_000)
  expect(pace.held).toBe(false)
  source.pause.mockClear()
  pace.wrote(5 * MIB)
  expect(source.pause).not.toHaveBeenCalled()
  pace.took(reader, 5 * MIB)
  pace.wrote(6 * MIB)
  expect(pace.held).toBe(true)
})
