import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { keepWindowState, placeWindow, readWindowState, type WindowState } from './window-state.ts'

const main = { x: 0, y: 25, width: 1440, height: 875 }
const second = { x: 1440, y: 0, width: 1920, height: 1080 }
const at = (x: number, y: number, width = 1000, height = 700): WindowState => ({
  bounds: { x, y, width, height },
  maximized: false,
})

describe('where the window opens', () => {
  it.each([
    ['the first time, in the middle', undefined, [main], { x: 100, y: 63, width: 1240, height: 800 }],
    ['where it was', at(50, 60), [main, second], at(50, 60).bounds],
    ['where it was on the second display', at(1600, 100), [main, second], at(1600, 100).bounds],
    [
      'on the main display when the second is gone',
      at(1600, 100),
      [main],
      { x: 220, y: 113, width: 1000, height: 700 },
    ],
    ['below the menu bar', at(50, 0), [main], at(50, 25).bounds],
    ['no larger than the display', at(10, 30, 4000, 3000), [main], { x: 10, y: 30, width: 1440, height: 875 }],
    ['no smaller than can be used', at(10, 30, 5, 5), [main], { x: 220 + 180, y: 253, width: 640, height: 420 }],
    ['hanging over the left edge, as it was', at(-800, 60), [main], at(-800, 60).bounds],
    ['back when only a sliver is left of it', at(-950, 60), [main], { x: 220, y: 113, width: 1000, height: 700 }],
    ['back when its top is below the display', at(50, 890), [main], { x: 220, y: 113, width: 1000, height: 700 }],
  ])('%s', (_, left, areas, bounds) => expect(placeWindow(left, areas)).toEqual(bounds))
})

describe('how the window was left', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-window-'))
  const path = join(folder, 'deep', 'window.json')

  it('is remembered', () => {
    keepWindowState(path, at(1, 2))
    expect(readWindowState(path)).toEqual(at(1, 2))
  })

  it.each([
    '',
    '{',
    '[]',
    'null',
    '{"bounds":{},"maximized":false}',
    '{"bounds":{"x":1,"y":1,"width":"9","height":1},"maximized":true}',
  ])('is not known from %s', (text) => {
    writeFileSync(path, text)
    expect(readWindowState(path)).toBeUndefined()
  })

  it('is not known without a file', () => {
    rmSync(folder, { recursive: true })
    expect(readWindowState(path)).toBeUndefined()
  })
})
