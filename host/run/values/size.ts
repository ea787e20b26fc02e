import type { Int64 } from '../../../contract/run.ts'
import { Misfit } from '../misfit.ts'
import { float } from './float.ts'
import { int64Of } from './integer.ts'

const UNITS = ['k', 'm', 'g', 't', 'p']
const INT64_MIN = -(2n ** 63n)

/**
 * Bytes of a size such as `512m`, `1.5GiB`, `64 MB` (1 kB being 1024 bytes) or `1048576`.
 * @throws Misfit
 */
export function bytes(text: string): Int64 {
  const [, number, suffix = ''] = /^(.*[\d.])? ?([^\d. ]*)$/s.exec(text) ?? []
  if (number === undefined) throw notASize(text)
  const value = float(number)
  if (value < 0) throw notASize(text)
  if (suffix === '') return whole(value)
  const unit = suffix.toLowerCase()
  if (unit === 'b') return whole(value)
  const power = UNITS.indexOf(unit.charAt(0)) + 1
  if (power === 0 || !['', 'b', 'ib'].includes(unit.slice(1))) {
    throw new Misfit(`“${suffix}” is no unit of size: use b, k, m, g, t or p.`)
  }
  return whole(value * 1024 ** power)
}

/** The size with the largest unit that keeps it whole. */
export function sizeText(value: Int64): string {
  // The one negative number is what a size came to that does not fit; the first such size is read as it again.
  let rest = BigInt(value)
  if (rest < 0n) rest = -rest
  let unit = ''
  for (const next of UNITS.slice(0, 4)) {
    if (rest === 0n || rest % 1024n !== 0n) break
    rest /= 1024n
    unit = next
  }
  return `${rest}${unit}`
}

function whole(value: number): Int64 {
  const cut = Math.trunc(value)
  // What does not fit becomes the smallest number, as in the CLI on 64-bit machines; the engine then refuses it.
  return int64Of(cut >= 2 ** 63 ? INT64_MIN : BigInt(cut))
}

const notASize = (text: string) => new Misfit(`“${text}” is not a size such as 512m or 2g.`)
