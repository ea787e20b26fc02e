import { expect, test } from 'vitest'
import type { LogLine } from '../../../contract/index.ts'
import { linesAsText } from './copy.ts'
import { styleOf } from './look-style.ts'
import { placesOf } from './places.ts'
import { followCommand, rangeAt } from './range.ts'

test('places, whatever the case or only with it', () => {
  expect(placesOf('Error error ERROR', { text: 'error', matchCase: false })).toEqual([0, 6, 12])
  expect(placesOf('Error error ERROR', { text: 'error', matchCase: true })).toEqual([6])
  expect(placesOf('aaaa', { text: 'aa', matchCase: true })).toEqual([0, 2])
  expect(placesOf('abc', { text: '', matchCase: true })).toEqual([])
  // Lower case of İ is two characters: marks would stand in wrong places.
  expect(placesOf('İ error', { text: 'error', matchCase: false })).toEqual([2])
})

test('what is copied has no colours, and lines that were cut are whole', () => {
  const line = (text: string, more?: true): LogLine => ({ time: 't', source: 'stdout', text, ...(more && { more }) })
  const lines = [line('\u001b[31mred\u001b[0m'), line('long', true), line('er')]
  expect(linesAsText(lines, false)).toBe('red\nlonger\n')
  expect(linesAsText(lines, true)).toBe('t red\nt longer\n')
})

test('ranges are docker’s', () => {
  expect(rangeAt('all', 0)).toEqual({})
  expect(rangeAt('lines-100', 0)).toEqual({ tail: 100 })
  expect(rangeAt('minutes-5', 1_000_000)).toEqual({ since: 700_000 })
  expect(followCommand('web', 'all', false)).toBe('docker logs -f web')
  expect(followCommand('web', 'lines-1000', true)).toBe('docker logs -f -t --tail 1000 web')
  expect(followCommand('web', 'minutes-1440', false)).toBe('docker logs -f --since 24h web')
})

test('text on a ground of its own can be read', () => {
  const black = { kind: 'exact', rgb: 0x000000 } as const
  const yellow = { kind: 'theme', index: 11 } as const
  expect(styleOf({ ground: black }).style).toMatchObject({ backgroundColor: '#000000', color: '#ffffff' })
  expect(styleOf({ ground: yellow }).style).toMatchObject({ color: '#000000' })
  expect(styleOf({ ink: yellow, inverse: true }).style).toMatchObject({ backgroundColor: '#fefb67', color: '#000000' })
  expect(styleOf({ ink: yellow }).style).toMatchObject({ color: 'var(--ansi-11)' })
  expect(styleOf({ inverse: true }).className).toBe('bg-ink text-canvas')
})
