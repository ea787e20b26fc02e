import { expect, test } from 'vitest'
import { Decoder } from './decoder.ts'

function frame(stream: 1 | 2, bytes: Buffer): Buffer {
  const header = Buffer.alloc(8)
  header[0] = stream
  header.writeUInt32BE(bytes.length, 4)
  return Buffer.concat([header, bytes])
}

const ship = Buffer.from('🚢')

test.each([1, 2, 3, 5, 8, 100])('frames cut into pieces of %i bytes give their text', (size) => {
  const bytes = Buffer.concat([
    frame(1, Buffer.from('out ü')),
    frame(2, Buffer.alloc(0)),
    frame(2, Buffer.from('err €')),
  ])
  const decoder = new Decoder(false)
  let text = ''
  for (let at = 0; at < bytes.length; at += size) text += decoder.read(bytes.subarray(at, at + size))
  expect(text + decoder.end()).toBe('out üerr €')
})

test('a character of one stream is not mixed up with the other’s', () => {
  const decoder = new Decoder(false)
  const half = decoder.read(frame(1, ship.subarray(0, 2)))
  const other = decoder.read(frame(2, Buffer.from('ä')))
  expect(half + other + decoder.read(frame(1, ship.subarray(2)))).toBe('ä🚢')
})

test('with a TTY, a character cut anywhere stays whole, and one never finished is told', () => {
  const decoder = new Decoder(true)
  expect([...ship].map((byte) => decoder.read(Buffer.from([byte]))).join('')).toBe('🚢')
  decoder.read(ship.subarray(0, 3))
  expect(decoder.end()).toBe('\ufffd')
})

test('the bytes of a frame come before it is whole', () => {
  const decoder = new Decoder(false)
  expect(decoder.read(frame(1, Buffer.from('a prompt and more')).subarray(0, 16))).toBe('a prompt')
})

test('what is no output is refused, and so is the engine’s own failure', () => {
  expect(() => new Decoder(false).read(Buffer.from('<html>no output</html>'))).toThrow(/not in the form/)
  expect(() => new Decoder(false).read(Buffer.from([3, 0, 0, 0, 0, 0, 0, 4, ...Buffer.from('oops')]))).toThrow(/oops/)
})
