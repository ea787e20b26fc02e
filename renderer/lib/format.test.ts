import { expect, test } from 'vitest'
import { ago, count, cpu, duration, memory, shortId, size } from './format.ts'

test.each([
  [0, '0 B', '0 B'],
  [999, '999 B', '999 B'],
  [1_000, '1000 B', '1.0 kB'],
  [1_024, '1.0 KiB', '1.0 kB'],
  [1_500_000, '1.4 MiB', '1.5 MB'],
  [1_048_575, '1.0 MiB', '1.0 MB'],
  [123_456_789_012, '115 GiB', '123 GB'],
  [-5, '0 B', '0 B'],
])('%i bytes', (bytes, asMemory, asSize) => {
  expect(memory(bytes)).toBe(asMemory)
  expect(size(bytes)).toBe(asSize)
})

test.each([
  [0, '0.0 %'],
  [12.34, '12.3 %'],
  [99.96, '100 %'],
  [250.4, '250 %'],
])('%d percent', (percent, text) => expect(cpu(percent)).toBe(text))

test.each([
  [0, '0 s'],
  [59_999, '59 s'],
  [60_000, '1 min'],
  [3_599_999, '59 min'],
  [86_400_000, '1 d'],
  [8 * 86_400_000, '1 w'],
  [60 * 86_400_000, '2 mo'],
  [800 * 86_400_000, '2 y'],
  [-1, '0 s'],
])('%i ms', (span, text) => expect(duration(span)).toBe(text))

test('ago', () => {
  expect(ago(1_000, 1_500)).toBe('just now')
  expect(ago(1_000, 6_000)).toBe('5 s ago')
})

test('numbers of things', () => {
  expect(count(1, 'container')).toBe('1 container')
  expect(count(0, 'container')).toBe('0 containers')
  expect(count(2, 'entry', 'entries')).toBe('2 entries')
})

test('ids are cut as the CLI cuts them', () => expect(shortId(`sha256:${'ab'.repeat(32)}`)).toBe('abababababab'))
