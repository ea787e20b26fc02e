import type { DiskTrend } from '../../../contract/index.ts'
import { duration, size } from '../../lib/format.ts'

/** Less a day is no trend: 20 MB. */
const LEAST = 20e6
/** What is farther away than half a year nobody can say. */
const FAR = 180 * 86_400_000

/** Where the free space is going, to stand after its size; empty where it goes nowhere. */
export function trendWords({ perDay, fullAt }: Extract<DiskTrend, { kind: 'known' }>, now = Date.now()): string {
  if (fullAt !== undefined && fullAt - now < FAR)
    return fullAt <= now ? '; nothing is left' : `; full in about ${duration(fullAt - now)} at this rate`
  if (perDay === undefined || Math.abs(perDay) < LEAST) return ''
  return perDay < 0 ? `; ${size(-perDay)} less each day` : `; ${size(perDay)} more each day`
}
