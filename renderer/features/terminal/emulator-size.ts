import type { Size } from './emulator.ts'

let last: Size = { columns: 80, rows: 24 }

/** The size that a terminal had last: what the next one opens with, until it is on the screen. */
export function lastSize(): Size {
  return last
}

export function rememberSize(size: Size): void {
  last = size
}
