import { describe, expect, test } from 'vitest'
import { plainText } from '../../../contract/plain-text.ts'
import { spansOf } from './ansi.ts'
import { indexed } from './sgr.ts'

const E = '\u001b'
const theme = (index: number) => ({ kind: 'theme', index })
const exact = (rgb: number) => ({ kind: 'exact', rgb })

describe('looks', () => {
  test.each([
    ['1', { bold: true }],
    ['2;3;4', { dim: true, italic: true, underline: true }],
    ['7', { inverse: true }],
    ['9', { struck: true }],
    ['1;22', {}],
    ['31', { ink: theme(1) }],
    ['97;104', { ink: theme(15), ground: theme(12) }],
    ['31;39', {}],
    ['42;49', {}],
    ['38;5;9', { ink: theme(9) }],
    ['38;5;208', { ink: exact(0xff8700) }],
    ['48;5;244', { ground: exact(0x808080) }],
    ['38;2;1;2;3', { ink: exact(0x010203) }],
    ['38:2:1:2:3', { ink: exact(0x010203) }],
    ['38:2::1:2:3', { ink: exact(0x010203) }],
    ['38:5:208;1', { ink: exact(0xff8700), bold: true }],
    ['48;2;999;;0;1', { ground: exact(0xff0000), bold: true }],
    ['58;5;1;31', { ink: theme(1) }],
    ['4:3', { underline: true }],
    ['4;4:0', {}],
    ['', {}],
    ['1;;3', { italic: true }],
    ['38', {}],
    ['38;5', { ink: theme(0) }],
    ['777;1', { bold: true }],
  ])('of SGR %j', (parameters, look) => {
    expect(spansOf(`${E}[${parameters}mx`)).toEqual([{ text: 'x', look }])
  })

  test('change along a line', () => {
    expect(spansOf(`a${E}[1;31mb${E}[22mc${E}[0md`)).toEqual([
      { text: 'a', look: {} },
      { text: 'b', look: { bold: true, ink: theme(1) } },
      { text: 'c', look: { ink: theme(1) } },
      { text: 'd', look: {} },
    ])
  })

  test('what was written over is gone, the look stays', () => {
    expect(spansOf(`${E}[32m10%\r100%\r`)).toEqual([{ text: '100%', look: { ink: theme(2) } }])
  })

  test('256 colours: the theme’s, the cube’s corners, the greys', () => {
    expect([0, 15, 16, 231, 232, 255].map(indexed)).toEqual([
      theme(0),
      theme(15),
      exact(0x000000),
      exact(0xffffff),
      exact(0x080808),
      exact(0xeeeeee),
    ])
    expect([-1, 256, Number.NaN].map(indexed)).toEqual([undefined, undefined, undefined])
  })
})

test('together the spans read as the plain text, whatever the bytes', () => {
  const parts = [
    'a',
    'bc',
    '\r',
    '\t',
    E,
    `${E}[`,
    '31',
    ';',
    'm',
    `${E}[0m`,
    `${E}]0;t\u0007`,
    '\u009b1m',
    '\u0000',
    '🚢',
    '\\',
  ]
  let seed = 20_261
  const next = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
    return seed % below
  }
  for (let round = 0; round < 20_000; round++) {
    const text = Array.from({ length: next(12) }, () => parts[next(parts.length)]).join('')
    const read = spansOf(text)
      .map((span) => span.text)
      .join('')
    expect({ text, read }).toEqual({ text, read: plainText(text) })
  }
})
