const SPACE = 0x20
/** `2006-01-02T15:04:05.000000000Z`: Docker’s times all have this length. */
export const TIME_LENGTH = 30
/** Podman’s have a zone and as many digits as they need. */
const LONGEST = 40
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/

/** Docker’s time at a place, followed by a space; undefined when there is none. */
export function timeAt(bytes: Buffer, at: number): string | undefined {
  if (bytes[at + TIME_LENGTH] !== SPACE || bytes[at + 10] !== 0x54) return undefined
  const text = bytes.toString('latin1', at, at + TIME_LENGTH)
  return TIME.test(text) ? text : undefined
}

/** The time that a message begins with; empty when it has none. */
export function leadingTime(bytes: Buffer, from: number, to: number): string {
  // The cheap look first: this runs for every line of a log.
  if (bytes[from + TIME_LENGTH] === SPACE && bytes[from + 29] === 0x5a && bytes[from + 10] === 0x54) {
    return bytes.toString('latin1', from, from + TIME_LENGTH)
  }
  const space = bytes.indexOf(SPACE, from)
  if (space === -1 || space >= to || space - from > LONGEST) return ''
  const text = bytes.toString('latin1', from, space)
  return TIME.test(text) ? text : ''
}

/** Below 0 when `a` is before `b`, 0 when both are the same moment. */
export function compareTimes(a: string, b: string): number {
  if (a.length === b.length && a.endsWith('Z') && b.endsWith('Z')) return a < b ? -1 : a > b ? 1 : 0
  return Date.parse(a) - Date.parse(b) || fraction(a) - fraction(b)
}

/** Nanoseconds within the second. */
const fraction = (time: string) => Number((/\.(\d+)/.exec(time)?.[1] ?? '').padEnd(9, '0'))

/** Milliseconds since 1970 as the engine’s `since` takes it. */
export function engineTime(milliseconds: number): string {
  return (milliseconds / 1_000).toFixed(3)
}
