import { commandLine } from '../../../contract/shell.ts'

/** Which part of a log is shown: all of it, its newest lines, or its last minutes. */
type Part = {
  label: string
  /** So many lines at most. */
  tail?: number
  minutes?: number
  /** The minutes as docker takes them. */
  since?: string
}

const PARTS = {
  all: { label: 'Everything' },
  'lines-100': { label: 'Last 100 lines', tail: 100 },
  'lines-1000': { label: 'Last 1,000 lines', tail: 1_000 },
  'lines-10000': { label: 'Last 10,000 lines', tail: 10_000 },
  'minutes-5': { label: 'Last 5 minutes', minutes: 5, since: '5m' },
  'minutes-60': { label: 'Last hour', minutes: 60, since: '1h' },
  'minutes-1440': { label: 'Last 24 hours', minutes: 1_440, since: '24h' },
} satisfies Record<string, Part>

export type RangeName = keyof typeof PARTS

const NAMES: readonly RangeName[] = [
  'all',
  'lines-100',
  'lines-1000',
  'lines-10000',
  'minutes-5',
  'minutes-60',
  'minutes-1440',
]

/** To choose from. */
export const RANGES = NAMES.map((value) => ({ value, label: PARTS[value].label }))

/** What a log is asked for. */
export type Range = {
  /** So many lines at most; without it older ones are read when they are scrolled to. */
  tail?: number
  /** Milliseconds since 1970. */
  since?: number
}

/** The range as it is at that time, in milliseconds since 1970. */
export function rangeAt(name: RangeName, now: number): Range {
  const { tail, minutes }: Part = PARTS[name]
  return { ...(tail !== undefined && { tail }), ...(minutes !== undefined && { since: now - minutes * 60_000 }) }
}

/** The docker command that shows the same. */
export function followCommand(container: string, name: RangeName, timestamps: boolean): string {
  const { tail, since }: Part = PARTS[name]
  return commandLine([
    ...['docker', 'logs', '-f'],
    ...(timestamps ? ['-t'] : []),
    ...(tail !== undefined ? ['--tail', String(tail)] : []),
    ...(since !== undefined ? ['--since', since] : []),
    container,
  ])
}
