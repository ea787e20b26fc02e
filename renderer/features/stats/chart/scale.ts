/** Round steps within one power of ten. */
const DECIMAL = [1, 2, 2.5, 5, 10]
/** Round steps within one power of 1024, so that MiB and GiB come out whole. */
const BINARY = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024]

/** Below this everything is flat. */
const LEAST = 1e-6

export type Base = 'decimal' | 'binary'

/** Ticks from 0 up to the first one that holds `most`: about `count` of them, all round. */
export function valueTicks(most: number, count: number, base: Base): number[] {
  const step = roundStep(Math.max(most, LEAST) / count, base)
  const steps = Math.max(1, Math.ceil(most / step - 1e-9))
  // A multiple, and no sum: sums of 0.1 drift.
  return Array.from({ length: steps + 1 }, (_, index) => Number((index * step).toPrecision(12)))
}

function roundStep(raw: number, base: Base): number {
  const root = base === 'binary' ? 1024 : 10
  const unit = root ** Math.floor(Math.log(raw) / Math.log(root) + 1e-9)
  const steps = base === 'binary' ? BINARY : DECIMAL
  return unit * (steps.find((step) => step * unit >= raw * (1 - 1e-9)) ?? root)
}

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const TIME_STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14, 28].map((n) => n * DAY),
]

export type TimeTicks = { at: readonly number[]; step: number }

/** Moments within the range that are round on a person’s own clock, at most `count` of them. Milliseconds since 1970. */
export function timeTicks(from: number, to: number, count: number): TimeTicks {
  const step = TIME_STEPS.find((one) => (to - from) / one <= count) ?? (to - from) / count
  const at: number[] = []
  if (step >= DAY) {
    const day = new Date(from)
    day.setHours(0, 0, 0, 0)
    // By the calendar: a day of a change to summer time has 23 hours.
    for (; day.getTime() <= to; day.setDate(day.getDate() + Math.round(step / DAY)))
      if (day.getTime() >= from) at.push(day.getTime())
    return { at, step }
  }
  const offset = new Date(from).getTimezoneOffset() * MINUTE
  for (let time = Math.ceil((from - offset) / step) * step + offset; time <= to; time += step) at.push(time)
  return { at, step }
}

const seconds = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' })
const minutes = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' })
const days = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })

/** What stands at a tick: as much of the moment as the step needs; at midnight, the day. */
export function tickWords(time: number, step: number): string {
  if (step < MINUTE) return seconds.format(time)
  const date = new Date(time)
  if (step >= DAY || (date.getHours() === 0 && date.getMinutes() === 0)) return days.format(time)
  return minutes.format(time)
}
