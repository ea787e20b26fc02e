import { expect, test } from 'vitest'
import { linesOf } from './lines.ts'

async function* cut(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

test.each([1, 2, 3, 7, 1_000])('lines are whole, characters too, when cut every %i bytes', async (size) => {
  const lines: string[] = []
  for await (const line of linesOf(cut('{"a":"é€😀"}\r\n\n  \nzwei\nlast', size))) lines.push(line)
  expect(lines).toEqual(['{"a":"é€😀"}\r', 'zwei', 'last'])
})
