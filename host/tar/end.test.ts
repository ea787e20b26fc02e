import { expect, test } from 'vitest'
import { tarOf } from '../../test/support/tar.ts'
import { TarEnd } from './end.ts'

const came = (bytes: Buffer, size: number) => {
  const end = new TarEnd()
  for (let at = 0; at < bytes.length; at += size) end.take(bytes.subarray(at, at + size))
  return end.came
}

test.each([1, 100, 512, 1_023, 1_024, 5_000])(
  'a whole tar has its end, one that was cut has none, by %i bytes',
  (size) => {
    const bytes = tarOf([{ name: 'a', content: 'x'.repeat(700) }])
    expect(came(bytes, size)).toBe(true)
    for (const length of [0, 1, 512, 1_023, 1_500]) expect(came(bytes.subarray(0, length), size)).toBe(false)
    // Empty bytes alone are an empty tar, if there are enough.
    expect(came(Buffer.alloc(1_023), size)).toBe(false)
    expect(came(Buffer.alloc(1_024), size)).toBe(true)
  },
)
