import type { Range } from './chart/types.ts'

/** What the charts show: what comes, the last so much, or from one moment to another. */
export type RangeChoice = { kind: 'live' } | { kind: 'last'; span: keyof typeof SPANS } | ({ kind: 'between' } & Range)

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Milliseconds back from now. */
export const SPANS = { '1h': HOUR, '24h': 24 * HOUR, '7d': 7 * 24 * HOUR } as const

/** So much of the past is shown with what comes. */
export const LIVE_SPAN = 5 * MINUTE

/** A shorter range has too little in it. */
const SHORTEST = 30_000

/** A range as an address holds it: `live`, `24h`, `1700000000000-1700000600000`. */
export function rangeText(choice: RangeChoice): string {
  if (choice.kind === 'live') return 'live'
  return choice.kind === 'last' ? choice.span : `${Math.round(choice.from)}-${Math.round(choice.to)}`
}

/** What an address means; undefined where it means nothing. */
export function readRange(text: string | undefined): RangeChoice | undefined {
  if (text === 'live') return { kind: 'live' }
  if (text === '1h' || text === '24h' || text === '7d') return { kind: 'last', span: text }
  const [, from, to] = /^(\d{1,15})-(\d{1,15})$/.exec(text ?? '') ?? []
  return from !== undefined && to !== undefined && Number(from) < Number(to)
    ? between({ from: Number(from), to: Number(to) })
    : undefined
}

/** A range that was chosen, made long enough to have something in it. */
export function between({ from, to }: Range): RangeChoice {
  const lack = Math.max(0, SHORTEST - (to - from)) / 2
  return { kind: 'between', from: Math.round(from - lack), to: Math.round(to + lack) }
}

/** From when to when a choice is, as of now. */
export function rangeOf(choice: RangeChoice, now: number): Range {
  if (choice.kind === 'between') return { from: choice.from, to: choice.to }
  return { from: now - (choice.kind === 'live' ? LIVE_SPAN : SPANS[choice.span]), to: now }
}

/** Twice as long around the same middle, as far as there is a past and no future. */
export function wider({ from, to }: Range, now: number): RangeChoice {
  const span = (to - from) * 2
  const end = Math.min(now, (from + to) / 2 + span / 2)
  return between({ from: Math.max(0, end - span), to: end })
}

/** As long, by half of itself earlier or later, and never beyond now. */
export function shifted({ from, to }: Range, direction: -1 | 1, now: number): RangeChoice {
  const end = Math.min(now, to + (direction * (to - from)) / 2)
  return between({ from: end - (to - from), to: end })
}

/** Less than this is too narrow to be looked at, in milliseconds. */
const NARROWEST = 5 * MINUTE
/** From this share of a range on, what is known of it fills it. */
const FULL = 0.5

/**
 * The part of a range from which something is known: where that began only a little ago, all before would be empty.
 * `first`: the moment of the first value; milliseconds since 1970.
 */
export function fromFirst(range: Range, first: number | undefined): Range {
  const { from, to } = range
  if (first === undefined || to - first >= (to - from) * FULL) return range
  const known = Math.max(NARROWEST, (to - first) * 1.1)
  return { from: Math.max(from, to - known), to }
}
