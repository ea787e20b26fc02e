import type { Int64 } from '../../../contract/run.ts'
import { Misfit } from '../misfit.ts'
import { int64Of } from './integer.ts'

const NANO = 1_000_000_000n

/**
 * Billionths of a core of `1.5`, `.5`, `3/4` or `5e-1`.
 * @throws Misfit when it is no number, or finer than a billionth
 */
export function nanoCpus(text: string): Int64 {
  const [top, bottom] = ratio(text)
  if (bottom === 0n) throw new Misfit(`“${text}” is not a number of CPUs such as 1.5.`)
  const value = top * NANO
  if (value % bottom !== 0n) throw new Misfit(`“${text}” is finer than a billionth of a CPU.`)
  const nano = value / bottom
  if (nano >= 2n ** 63n || nano < -(2n ** 63n)) throw new Misfit(`“${text}” is more CPUs than can be counted.`)
  return int64Of(nano)
}

function ratio(text: string): [bigint, bigint] {
  const [, sign, whole = '', fraction = '', exponent = '0'] =
    /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/.exec(text) ?? []
  if (sign !== undefined && whole + fraction !== '') {
    const power = BigInt(exponent) - BigInt(fraction.length)
    const digits = BigInt(sign + whole + fraction || '0')
    return power >= 0n ? [digits * 10n ** power, 1n] : [digits, 10n ** -power]
  }
  const [, top, bottom] = /^([+-]?\d+)\/(\d+)$/.exec(text) ?? []
  return top !== undefined && bottom !== undefined ? [BigInt(top.replace(/^\+/, '')), BigInt(bottom)] : [0n, 0n]
}

/** The number of CPUs in decimals. */
export function cpusText(value: Int64): string {
  const nano = BigInt(value)
  const size = nano < 0n ? -nano : nano
  const fraction = String(size % NANO)
    .padStart(9, '0')
    .replace(/0+$/, '')
  return `${nano < 0n ? '-' : ''}${size / NANO}${fraction && `.${fraction}`}`
}
