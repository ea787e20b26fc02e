import fc from 'fast-check'
import { expect, test } from 'vitest'
import { timeTicks, valueTicks } from './scale.ts'

const MiB = 1024 ** 2

test.each([
  [9, 'decimal', [0, 2.5, 5, 7.5, 10]],
  [100, 'decimal', [0, 25, 50, 75, 100]],
  [0.3, 'decimal', [0, 0.1, 0.2, 0.3]],
  [100 * MiB, 'binary', [0, 32 * MiB, 64 * MiB, 96 * MiB, 128 * MiB]],
  [1000 * MiB, 'binary', [0, 256 * MiB, 512 * MiB, 768 * MiB, 1024 * MiB]],
] as const)('ticks that hold %d, %s', (most, base, ticks) => expect(valueTicks(most, 4, base)).toEqual(ticks))

test('ticks hold whatever comes, and are few', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e15, noNaN: true }), fc.constantFrom('decimal', 'binary'), (most, base) => {
      const ticks = valueTicks(most, 4, base)
      expect(ticks[0]).toBe(0)
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(most * (1 - 1e-6))
      expect(ticks.length).toBeLessThanOrEqual(6)
      expect(ticks.every(Number.isFinite)).toBe(true)
    }),
  )
})

test('moments are within the range, evenly apart, and no more than asked for', () => {
  const from = new Date(2026, 10, 20, 23, 47, 12).getTime()
  for (const span of [60_000, 300_000, 3_600_000, 86_400_000, 7 * 86_400_000]) {
    const { at, step } = timeTicks(from, from + span, 6)
    expect(at.length).toBeGreaterThan(1)
    expect(at.length).toBeLessThanOrEqual(7)
    for (const time of at) {
      expect(time).toBeGreaterThanOrEqual(from)
      expect(time).toBeLessThanOrEqual(from + span)
      const date = new Date(time)
      const midnight = new Date(time).setHours(0, 0, 0, 0)
      expect((time - midnight) % Math.min(step, 86_400_000), date.toString()).toBe(0)
    }
  }
})
