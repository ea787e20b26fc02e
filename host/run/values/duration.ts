import type { Int64 } from '../../../contract/run.ts'
import { Misfit } from '../misfit.ts'
import { int64Of } from './integer.ts'

const UNIT: Record<string, bigint> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
}
const PART = /(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h)/y
const LIMIT = 2n ** 63n

/**
 * Nanoseconds of a duration such as `30s`, `1m30s`, `1.5h`, `500ms`.
 * @throws Misfit
 */
export function nanoseconds(text: string): Int64 {
  const wrong = new Misfit(`“${text}” is not a duration such as 30s, 1m30s or 500ms.`)
  const sign = /^[+-]/.exec(text)?.[0] ?? ''
  const body = text.slice(sign.length)
  if (body === '0') return 0
  if (body === '') throw wrong
  let total = 0n
  let at = 0
  while (at < body.length) {
    PART.lastIndex = at
    const match = PART.exec(body)
    const [whole, digits = '', fraction = '', unit = ''] = match ?? []
    const scale = UNIT[unit]
    if (whole === undefined || scale === undefined || digits + fraction === '') throw wrong
    total += BigInt(digits || '0') * scale + (BigInt(fraction || '0') * scale) / 10n ** BigInt(fraction.length)
    if (total > LIMIT) throw wrong
    at = PART.lastIndex
  }
  if (total === LIMIT && sign !== '-') throw wrong
  return int64Of(sign === '-' ? -total : total)
}

/** The duration in hours, minutes and seconds, or in the largest unit below that keeps it whole. */
export function durationText(value: Int64): string {
  let rest = BigInt(value)
  if (rest === 0n) return '0s'
  const sign = rest < 0n ? '-' : ''
  if (rest < 0n) rest = -rest
  let result = ''
  for (const unit of ['h', 'm', 's', 'ms', 'us', 'ns']) {
    const scale = UNIT[unit] ?? 1n
    const count = rest / scale
    if (count > 0n) result += `${count}${unit}`
    rest %= scale
  }
  return sign + result
}
