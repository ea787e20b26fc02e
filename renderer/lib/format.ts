const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']
const DECIMAL = ['B', 'kB', 'MB', 'GB', 'TB', 'PB']

/** Memory in binary units, as `docker stats` has it: 12.3 MiB. */
export function memory(bytes: number): string {
  return scaled(bytes, 1024, BINARY)
}

/** A size on disk in decimal units, as `docker ps --size` has it: 12.3 MB. */
export function size(bytes: number): string {
  return scaled(bytes, 1000, DECIMAL)
}

function scaled(bytes: number, step: number, units: readonly string[]): string {
  let value = Math.max(0, bytes)
  let unit = 0
  while (value >= step - 0.5 && unit < units.length - 1) {
    value /= step
    unit += 1
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : 1
  return `${value.toFixed(digits)} ${units[unit]}`
}

/** Percent of one core: 0.4 %, 12.3 %, 250 %. */
export function cpu(percent: number): string {
  return `${percent.toFixed(percent >= 99.95 ? 0 : 1)} %`
}

const STEPS: readonly (readonly [milliseconds: number, unit: string])[] = [
  [365 * 86_400_000, 'y'],
  [30 * 86_400_000, 'mo'],
  [7 * 86_400_000, 'w'],
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
]

/** How long something took or has been, in its largest unit: 5 s, 3 min, 2 h, 4 d. */
export function duration(milliseconds: number): string {
  const span = Math.max(0, milliseconds)
  for (const [length, unit] of STEPS) if (span >= length) return `${Math.floor(span / length)} ${unit}`
  return `${Math.floor(span / 1000)} s`
}

/** How long ago a time is: just now, 5 s ago, 3 min ago. Both in milliseconds since 1970. */
export function ago(time: number, now: number): string {
  return now - time < 1_000 ? 'just now' : `${duration(now - time)} ago`
}

// Made once: making it takes longer than a hundred uses.
const moments = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })

/** A moment in the person’s own way of writing it, to the second. */
export function moment(time: number): string {
  return moments.format(time)
}

/** A number of things: 1 container, 2 containers. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString()} ${n === 1 ? one : many}`
}

/** The first 12 digits of an id, as the CLI prints it. */
export function shortId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12)
}
