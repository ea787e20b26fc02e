import type { Int64 } from '../../../contract/run.ts'
import { Misfit } from '../misfit.ts'

const MAX = BigInt(Number.MAX_SAFE_INTEGER)

/** The number itself where it is exact, else its digits. */
export function int64Of(value: bigint): Int64 {
  return value >= -MAX && value <= MAX ? Number(value) : String(value)
}

/** 8, 16, 32 or 64 bits, with or without a sign. */
export type Width = { bits: 8 | 16 | 32 | 64; signed: boolean }
export const INT64: Width = { bits: 64, signed: true }

/**
 * A whole number in decimal digits, within its width.
 * @throws Misfit
 */
export function decimal(text: string, width: Width = INT64): bigint {
  const digits = width.signed ? /^[+-]?\d+$/ : /^\d+$/
  if (!digits.test(text)) throw new Misfit(`“${text}” is not a whole number.`)
  return within(text, BigInt(text.replace(/^\+/, '')), width)
}

/**
 * A whole number as flags of the docker CLI take it: also `0x1f`, `0o17`, `017`, `0b101`, and `1_000`.
 * @throws Misfit
 */
export function prefixed(text: string, width: Width = INT64): bigint {
  const [, sign = '', rest = ''] = /^([+-]?)(.*)$/s.exec(text) ?? []
  const octal = /^0_?[0-7][0-7_]*$/.test(rest) ? `0o${rest.slice(1).replace(/^_/, '')}` : rest
  const form = /^(?:0|[1-9](?:_?\d)*|0[xX](?:_?[0-9a-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+)$/
  if (!form.test(octal) || (sign !== '' && !width.signed)) throw new Misfit(`“${text}” is not a whole number.`)
  const value = BigInt(octal.replaceAll('_', '').toLowerCase())
  return within(text, sign === '-' ? -value : value, width)
}

function within(text: string, value: bigint, { bits, signed }: Width): bigint {
  const size = BigInt(bits)
  const [low, high] = signed ? [-(1n << (size - 1n)), (1n << (size - 1n)) - 1n] : [0n, (1n << size) - 1n]
  if (value < low || value > high) throw new Misfit(`“${text}” is out of range: from ${low} to ${high}.`)
  return value
}
