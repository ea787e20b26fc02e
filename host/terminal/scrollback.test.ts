import { describe, expect, test } from 'vitest'
import { Scrollback } from './scrollback.ts'

/** Pushes the text in pieces of that many units. */
function filled(text: string, most: number, piece = text.length): Scrollback {
  const scrollback = new Scrollback(most)
  for (let at = 0; at < text.length; at += piece) scrollback.push(text.slice(at, at + piece))
  return scrollback
}

const sequences = [
  ['a colour', '\u001b[38;5;196m'],
  ['a title', '\u001b]0;a long title; with words\u0007'],
  ['a title that ends with ST', '\u001b]8;;http://x/\u001b\\'],
  ['a device string', '\u001bP+q544e;1$r\u001b\\'],
  ['a charset', '\u001b(B'],
  ['a one-character CSI', '\u009b31m'],
  ['a surrogate pair', '🚢'],
] as const

describe.each(sequences)('with %s at the cut', (_what, sequence) => {
  const text = `${'x'.repeat(20)}${sequence}${'y'.repeat(40)}`

  test.each([1, 3, 7, 100])('in pieces of %i, nothing of it is left over', (piece) => {
    for (let most = 40; most < 40 + sequence.length; most++) {
      const { start, end } = filled(text, most, piece)
      const scrollback = filled(text, most, piece)
      expect(scrollback.replay()).toBe('y'.repeat(40))
      expect(end - start).toBe(40)
    }
  })

  test('it stays whole where it fits', () => {
    expect(filled(text, 40 + sequence.length).replay()).toBe(sequence + 'y'.repeat(40))
  })
})

test('keeps no more than its bound, whatever comes', () => {
  const scrollback = new Scrollback(1_000)
  for (let n = 0; n < 5_000; n++) {
    scrollback.push('é\u001b[1m🚢'.repeat(n % 7))
    expect(scrollback.end - scrollback.start).toBeLessThanOrEqual(1_000)
  }
})

test('one sequence longer than the bound does not outgrow it', () => {
  const scrollback = filled(`\u001b]52;c;${'A'.repeat(5_000)}`, 1_000, 100)
  expect(scrollback.end - scrollback.start).toBe(0)
  scrollback.push('\u0007after')
  expect(scrollback.replay()).toBe('after')
})

test('the modes set in what was dropped are set again', () => {
  const text = `\u001b[?1049h\u001b[?25;2004h\u001b[?25l${'x'.repeat(200)}`
  expect(filled(text, 100, 9).replay()).toBe(`\u001b[?1049h\u001b[?25l\u001b[?2004h${'x'.repeat(100)}`)
})

test('a reset takes the modes back', () => {
  expect(filled(`\u001b[?1049h\u001bc${'x'.repeat(200)}`, 100).replay()).toBe('x'.repeat(100))
})

test('is read from any position that is kept', () => {
  const text = Array.from({ length: 3_000 }, (_, n) => String(n)).join(' ')
  const scrollback = filled(text, 8_000, 13)
  for (let position = scrollback.start; position < scrollback.end; position += 997) {
    expect(scrollback.read(position, 100)).toBe(text.slice(position, position + 100))
  }
  expect(scrollback.read(scrollback.end, 100)).toBe('')
})

test('a read does not split a surrogate pair', () => {
  expect(filled('ab🚢', 100).read(0, 3)).toBe('ab')
})

test('replays up to a position', () => {
  const scrollback = filled('abcdef', 4)
  expect(scrollback.replay(5)).toBe('cde')
  expect(scrollback.replay(1)).toBe('')
})
