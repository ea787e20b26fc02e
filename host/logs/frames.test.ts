import { describe, expect, test } from 'vitest'
import type { LogLine } from '../../contract/index.ts'
import { FrameReader } from '../engine/index.ts'
import { lineMaker } from './lines.ts'
import { RawReader } from './raw.ts'
import type { MessageReader, MessageSink } from './sink.ts'

const TIME = '2026-01-02T03:04:05.000000006Z'

function frame(source: number, text: string | Buffer): Buffer {
  const body = Buffer.from(text)
  const header = Buffer.alloc(8)
  header[0] = source
  header.writeUInt32BE(body.length, 4)
  return Buffer.concat([header, body])
}

/** Reads the bytes in parts of that size. */
function read(make: (sink: MessageSink) => MessageReader, bytes: Buffer, size: number): LogLine[] {
  const lines: LogLine[] = []
  const reader = make(lineMaker((line) => lines.push(line)))
  // A copy: readers may use up what they are given.
  for (let at = 0; at < bytes.length; at += size) reader.push(Buffer.from(bytes.subarray(at, at + size)))
  reader.end()
  return lines
}
const framed = (bytes: Buffer, size = bytes.length) => read((sink) => new FrameReader(sink), bytes, size)
const raw = (bytes: Buffer | string, size = bytes.length) =>
  read((sink) => new RawReader(sink), Buffer.from(bytes), size)
const whole = (lines: readonly LogLine[]) => lines.map(({ text, more }) => `${text}${more ? '' : '\n'}`).join('')

describe('frames', () => {
  const bytes = Buffer.concat([
    frame(1, `${TIME} one\n`),
    frame(2, `${TIME} zwei 🚢\r\n`),
    frame(1, `${TIME} \n`),
    frame(1, Buffer.alloc(0)),
    frame(2, '2026-01-02T03:04:05.5+01:00 a Podman\n'),
  ])
  const lines = [
    { time: TIME, source: 'stdout', text: 'one' },
    { time: TIME, source: 'stderr', text: 'zwei 🚢' },
    { time: TIME, source: 'stdout', text: '' },
    { time: '2026-01-02T03:04:05.5+01:00', source: 'stderr', text: 'a Podman' },
  ]

  test.each([1, 2, 3, 7, 8, 9, 40, 1_000])('are lines, however they arrive: %i bytes at a time', (size) => {
    expect(framed(bytes, size).filter(({ more }) => !more)).toEqual(lines)
  })

  test('a character cut between two messages is whole', () => {
    const ship = Buffer.from('🚢')
    for (const cut of [1, 2, 3]) {
      const first = Buffer.concat([Buffer.from(`${TIME} a`), ship.subarray(0, cut)])
      const second = Buffer.concat([Buffer.from(`${TIME} `), ship.subarray(cut), Buffer.from('b\n')])
      const lines = framed(Buffer.concat([frame(1, first), frame(2, `${TIME} between\n`), frame(1, second)]))
      expect(lines.map(({ text }) => text)).toEqual(['a', 'between', '🚢b'])
      expect(lines.map(({ more }) => more)).toEqual([true, undefined, undefined])
    }
  })

  test('bytes that are no UTF-8 are shown as such and harm nothing', () => {
    const lines = framed(frame(1, Buffer.concat([Buffer.from(`${TIME} x`), Buffer.from([0xff, 0xf0, 0x80, 10])])))
    expect(lines).toMatchObject([{ text: expect.stringMatching(/^x\ufffd+$/) }])
  })

  test('one message may hold several lines', () => {
    expect(framed(frame(1, `${TIME} a\nb\n`)).map(({ time, text }) => [time, text])).toEqual([
      [TIME, 'a'],
      [TIME, 'b'],
    ])
  })

  test.each([1_000, 65_536, 10_000_000])('a frame of 1 MB comes in bounded pieces, read %i bytes at a time', (size) => {
    const text = 'é'.repeat(500_000)
    const lines = framed(Buffer.concat([frame(1, `${TIME} ${text}\n`), frame(1, `${TIME} next\n`)]), size)
    expect(whole(lines)).toBe(`${text}\nnext\n`)
    expect(Math.max(...lines.map((line) => line.text.length))).toBeLessThanOrEqual(65_536)
    expect(new Set(lines.map(({ time }) => time))).toEqual(new Set([TIME]))
  })

  test('what is no log is said so', () => {
    expect(() => framed(Buffer.from('<html>no log at all</html>'))).toThrow(/not in the form/)
    expect(() => framed(frame(3, 'Error grabbing logs: bad file'))).toThrow(/bad file/)
    expect(() => framed(frame(1, `${TIME} cut off`).subarray(0, 30))).toThrow(/middle of a line/)
  })
})

describe('the log of a terminal', () => {
  test.each([1, 2, 5, 31, 1_000])('is lines too, %i bytes at a time', (size) => {
    const text = `${TIME} one\r\n${TIME} 10%\r20%\r\n${TIME} 🚢\r\n${TIME} \r\n${TIME} no end`
    expect(raw(text, size)).toEqual([
      { time: TIME, source: 'stdout', text: 'one' },
      { time: TIME, source: 'stdout', text: '10%\r20%' },
      { time: TIME, source: 'stdout', text: '🚢' },
      { time: TIME, source: 'stdout', text: '' },
      { time: TIME, source: 'stdout', text: 'no end', more: true },
    ])
  })

  test.each([997, 65_536, 1_000_000])(
    'a line that the engine cut is in pieces without the times, read by %i',
    (size) => {
      const later = TIME.replace('006Z', '007Z')
      const pieces = ['x'.repeat(16_384), 'y'.repeat(16_384), 'z'.repeat(100)]
      const text = `${pieces.map((piece, index) => `${index === 2 ? later : TIME} ${piece}`).join('')}\r\n${TIME} next\r\n`
      const lines = raw(text, size)
      expect(whole(lines)).toBe(`${pieces.join('')}\nnext\n`)
      expect(lines.map(({ time, more }) => [time, more])).toEqual([
        [TIME, true],
        [TIME, true],
        [later, undefined],
        [TIME, undefined],
      ])
    },
  )

  test('pieces that grew because they were no UTF-8 are told apart as well', () => {
    const grown = `${'\ufffd'.repeat(10)}${'x'.repeat(16_374)}`
    expect(whole(raw(`${TIME} ${grown}${TIME} end\n`))).toBe(`${grown}end\n`)
  })

  test('a line that looks like a time is a line', () => {
    expect(raw(`${TIME} ${TIME} ${TIME} a\n`)).toMatchObject([{ text: `${TIME} ${TIME} a` }])
  })

  test('without any newline it is bounded', () => {
    const lines = raw(`${TIME} ${'x'.repeat(1_000_000)}`, 4_096)
    expect(lines.map(({ text }) => text).join('')).toBe('x'.repeat(1_000_000))
    expect(Math.max(...lines.map((line) => line.text.length))).toBeLessThanOrEqual(65_536)
  })
})
