import type { DeviceRate, DeviceWeight } from '../../../contract/run.ts'
import { Misfit } from '../misfit.ts'
import { decimal, int64Of } from '../values/integer.ts'
import { bytes, sizeText } from '../values/size.ts'

/** `/dev/sda:1mb`. @throws Misfit */
export function byteRateOf(value: string): DeviceRate {
  const { path, rest } = cut(value)
  const rate = bytes(rest)
  if (BigInt(rate) < 0n) throw new Misfit(`“${rest}” bytes a second are too many.`)
  return { path, rate }
}
export const byteRateText = ({ path, rate }: DeviceRate): string => `${path}:${sizeText(rate)}`

/** `/dev/sda:1000`. @throws Misfit */
export function operationRateOf(value: string): DeviceRate {
  const { path, rest } = cut(value)
  return { path, rate: int64Of(decimal(rest, { bits: 64, signed: false })) }
}
export const operationRateText = ({ path, rate }: DeviceRate): string => `${path}:${rate}`

/** `/dev/sda:500`. @throws Misfit */
export function weightOf(value: string): DeviceWeight {
  const { path, rest } = cut(value)
  const weight = Number(decimal(rest, { bits: 16, signed: false }))
  if (weight > 0 && (weight < 10 || weight > 1000)) throw new Misfit(`A weight is from 10 to 1000, or 0: not ${rest}.`)
  return { path, weight }
}
export const weightText = ({ path, weight }: DeviceWeight): string => `${path}:${weight}`

function cut(value: string): { path: string; rest: string } {
  const at = value.indexOf(':')
  if (at < 0 || !value.startsWith('/dev/')) throw new Misfit(`“${value}” is not /dev/NAME:NUMBER.`)
  return { path: value.slice(0, at), rest: value.slice(at + 1) }
}
