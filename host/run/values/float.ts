import { Misfit } from '../misfit.ts'

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i
const HEX = /^([+-]?)0x([0-9a-f_]*)\.?([0-9a-f_]*)p([+-]?\d+)$/i

/**
 * A number with a fraction, read as the docker CLI reads the number of a size.
 * @throws Misfit
 */
export function float(text: string): number {
  const value = DECIMAL.test(text) ? Number(text) : hex(text)
  if (!Number.isFinite(value)) throw new Misfit(`“${text}” is not a number.`)
  return value
}

function hex(text: string): number {
  const [, sign, whole = '', fraction = '', exponent] = HEX.exec(text) ?? []
  const digits = (whole + fraction).replaceAll('_', '')
  if (exponent === undefined || digits === '') return Number.NaN
  const shift = Number(exponent) - 4 * fraction.replaceAll('_', '').length
  const value = Number(`0x${digits}`) * 2 ** shift
  return sign === '-' ? -value : value
}
