import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

export type Rectangle = { x: number; y: number; width: number; height: number }

/** How a window was left. */
export type WindowState = { bounds: Rectangle; maximized: boolean }

export const MIN_SIZE = { width: 640, height: 420 }
const USUAL_SIZE = { width: 1240, height: 800 }
/** Points of a window’s top that must be on a display, so that it can be taken hold of. */
const GRIP = { width: 120, height: 40 }

/** Reads how the window was left; undefined when that is not known. */
export function readWindowState(path: string): WindowState | undefined {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    // No file yet, or one that was cut short: a window of the usual size is no loss.
    return undefined
  }
  return isWindowState(value) ? value : undefined
}

/** Keeps how the window is left: written aside, then renamed, so that the file is never half. */
export function keepWindowState(path: string, state: WindowState): void {
  mkdirSync(dirname(path), { recursive: true })
  const aside = `${path}.new`
  writeFileSync(aside, JSON.stringify(state))
  renameSync(aside, path)
}

/**
 * Where to open a window, given how it was left and the work areas of the displays there are now (the main one first):
 * as it was where it still fits, moved onto a display where that one is gone.
 */
export function placeWindow(left: WindowState | undefined, areas: readonly Rectangle[]): Rectangle {
  const [main = { x: 0, y: 0, ...USUAL_SIZE }] = areas
  const wanted = left?.bounds ?? centred(USUAL_SIZE, main)
  const area = areas.find((one) => holds(one, wanted))
  if (!area) return centred(wanted, main)
  const width = clamp(wanted.width, MIN_SIZE.width, area.width)
  const height = clamp(wanted.height, MIN_SIZE.height, area.height)
  return { x: Math.round(wanted.x), y: Math.round(Math.max(wanted.y, area.y)), width, height }
}

function centred(size: { width: number; height: number }, area: Rectangle): Rectangle {
  const width = clamp(size.width, MIN_SIZE.width, area.width)
  const height = clamp(size.height, MIN_SIZE.height, area.height)
  return {
    x: Math.round(area.x + (area.width - width) / 2),
    y: Math.round(area.y + (area.height - height) / 2),
    width,
    height,
  }
}

/** Whether enough of the window’s top lies in the area. */
function holds(area: Rectangle, { x, y, width }: Rectangle): boolean {
  const across = Math.min(x + width, area.x + area.width) - Math.max(x, area.x)
  return across >= GRIP.width && y >= area.y - GRIP.height && y <= area.y + area.height - GRIP.height
}

/** The least wins over the most, so that a tiny display gets a window that can still be used. */
const clamp = (value: number, least: number, most: number) => Math.round(Math.max(least, Math.min(value, most)))

function isWindowState(value: unknown): value is WindowState {
  if (typeof value !== 'object' || value === null || !('bounds' in value) || !('maximized' in value)) return false
  const { bounds, maximized } = value
  if (typeof bounds !== 'object' || bounds === null || typeof maximized !== 'boolean') return false
  const numbers = new Map(Object.entries(bounds))
  return ['x', 'y', 'width', 'height'].every((name) => Number.isFinite(numbers.get(name)))
}
