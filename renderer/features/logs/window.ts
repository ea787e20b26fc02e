import type { LogAnchor, LogLine, LogPage } from '../../../contract/index.ts'

/** So much of a log is held; what is beyond is read again when it is scrolled to. */
export const MOST_LINES = 20_000
/** Characters. */
export const MOST_LENGTH = 20_000_000

/** A part of a log without gaps. */
export type LogWindow = {
  lines: readonly LogLine[]
  /** The number of the first line; the numbers of lines stay when others come before them. */
  first: number
  /** The log has nothing older than the first line. */
  start: boolean
  /** How many lines come after the last one; undefined when nobody knows. */
  after: number | undefined
}

export const NOTHING: LogWindow = { lines: [], first: 0, start: false, after: 0 }

/** What was just written comes after the last line; `pinned` when the newest are looked at, so that old ones may go. */
export function appended(window: LogWindow, lines: readonly LogLine[], pinned: boolean): LogWindow {
  if (window.after !== 0) {
    return window.after === undefined ? window : { ...window, after: window.after + lines.length }
  }
  const all = window.lines.concat(lines)
  if (pinned) return withoutOldest({ ...window, lines: all })
  const fitting = fittingFirst(all)
  return { ...window, lines: all.slice(0, fitting), after: all.length - fitting }
}

/** Older lines come before the first one; the newest may go. */
export function prepended(window: LogWindow, { lines, edge }: LogPage): LogWindow {
  const all = lines.concat(window.lines)
  const fitting = fittingFirst(all)
  return {
    lines: all.slice(0, fitting),
    first: window.first - lines.length,
    start: edge,
    after: window.after === undefined ? undefined : window.after + all.length - fitting,
  }
}

/** Newer lines come after the last one; the oldest may go. */
export function extended(window: LogWindow, { lines, edge }: LogPage): LogWindow {
  const left = window.after === undefined ? undefined : Math.max(1, window.after - lines.length)
  return withoutOldest({ ...window, lines: window.lines.concat(lines), after: edge ? 0 : left })
}

/** The first line as a place to read from. */
export function firstAnchor({ lines, after }: LogWindow): LogAnchor | undefined {
  return anchorAt(lines[0], after === undefined ? undefined : after + lines.length - 1)
}

/** The last line as a place to read from. */
export function lastAnchor({ lines, after }: LogWindow): LogAnchor | undefined {
  return anchorAt(lines.at(-1), after)
}

function anchorAt(line: LogLine | undefined, depth: number | undefined): LogAnchor | undefined {
  if (!line) return undefined
  const { time, source, nth } = line
  return { time, source, ...(nth !== undefined && { nth }), ...(depth !== undefined && { depth }) }
}

/** The number of the line at a place; undefined when it is not in the window. */
export function numberOf(window: LogWindow, anchor: LogAnchor): number | undefined {
  const index = window.lines.findIndex(
    ({ time, source, nth = 0 }) => time === anchor.time && source === anchor.source && nth === (anchor.nth ?? 0),
  )
  return index < 0 ? undefined : window.first + index
}

function withoutOldest(window: LogWindow): LogWindow {
  const { lines } = window
  let length = 0
  let from = lines.length
  while (from > 0 && lines.length - from < MOST_LINES) {
    length += lines[from - 1]?.text.length ?? 0
    if (length > MOST_LENGTH && from < lines.length) break
    from--
  }
  if (from === 0) return window
  return { ...window, lines: lines.slice(from), first: window.first + from, start: false }
}

/** How many of the first lines a window can hold. */
function fittingFirst(lines: readonly LogLine[]): number {
  let length = 0
  let count = 0
  while (count < lines.length && count < MOST_LINES) {
    length += lines[count]?.text.length ?? 0
    if (length > MOST_LENGTH && count > 0) break
    count++
  }
  return count
}
