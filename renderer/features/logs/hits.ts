import type { LogAnchor, LogHit } from '../../../contract/index.ts'

/** What the whole log was found to hold so far. */
export type Found = {
  /** In the log’s order. */
  hits: readonly LogHit[]
  /** How many there are; the list may hold fewer. */
  count: number
  /** Lines that were looked at. */
  scanned: number
  /** All that was written is looked at. */
  done: boolean
}

export const NOTHING_FOUND: Found = { hits: [], count: 0, scanned: 0, done: false }

/** The lines in view, by the times of the first and the last. */
export type InView = { from: string; to: string }

/**
 * Which hit to go to next: from the current one, else from what is in view; round at the ends.
 * @returns its index, undefined when there is none
 */
export function nextHit(
  { hits }: Found,
  current: number | undefined,
  step: 1 | -1,
  view: InView | undefined,
): number | undefined {
  if (hits.length === 0) return undefined
  if (current !== undefined) return (current + step + hits.length) % hits.length
  if (!view) return step > 0 ? 0 : hits.length - 1
  const after = firstFrom(hits, view.from)
  if (step > 0) return after < hits.length ? after : hits.length - 1
  const beyond = firstFrom(hits, view.to)
  return Math.min(hits.length - 1, hits[beyond]?.time === view.to ? beyond : Math.max(0, beyond - 1))
}

/** The first hit that is not before a time; as many as there are when all are. */
function firstFrom(hits: readonly LogHit[], time: string): number {
  let low = 0
  let high = hits.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((hits[middle]?.time ?? '') < time) low = middle + 1
    else high = middle
  }
  return low
}

/** Where a hit is. How deep it lies is known once all was looked at. */
export function placeOf({ scanned, done }: Found, { time, source, nth, line }: LogHit): LogAnchor {
  return { time, source, ...(nth !== undefined && { nth }), ...(done && { depth: Math.max(0, scanned - 1 - line) }) }
}

/** What is said about a search: which hit of how many. */
export function countWords({ count, done }: Found, current: number | undefined): string {
  if (count === 0) return done ? 'No hits' : 'Searching…'
  const rest = done ? '' : ' so far'
  const total = count.toLocaleString()
  if (current !== undefined) return `${(current + 1).toLocaleString()} of ${total}${rest}`
  return `${total} ${count === 1 ? 'hit' : 'hits'}${rest}`
}
