import { expect, test } from 'vitest'
import { own, release } from './release.ts'

test('memory that others have parts of is left alone', () => {
  const parts: Buffer[] = []
  // More than one pool’s worth: some part lies at the end of one.
  for (let count = 0; count < 200; count++) parts.push(Buffer.from(`part ${count}`.padEnd(1_024)))
  for (const part of parts) release(part)
  for (const [index, part] of parts.entries()) expect(part.toString().trim()).toBe(`part ${index}`)
})

test('the last part gives a chunk’s memory back, an earlier one does not', () => {
  const chunk = Buffer.alloc(100_000, 'x')
  own(chunk)
  release(chunk.subarray(0, 50_000))
  expect(chunk.length).toBe(100_000)
  release(chunk.subarray(50_000))
  expect(chunk.buffer.byteLength).toBe(0)
  release(chunk)
})
