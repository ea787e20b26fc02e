import { Misfit } from '../misfit.ts'
import { nanoseconds } from './duration.ts'

/**
 * A time as the engine takes it, in seconds since 1970: from `10m` (ago), `2024-05-01T10:00:00Z`, or such seconds.
 * @throws Misfit
 */
export function timestamp(text: string, now = Date.now()): string {
  if (/^\d+(?:\.\d{1,9})?$/.test(text)) return text
  if (/^\d{4}-\d{2}-\d{2}/.test(text)) {
    // Without a zone it is this computer's time, a date alone included.
    const local = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00` : text
    const time = Date.parse(local)
    if (Number.isNaN(time)) throw new Misfit(`“${text}” is not a time such as 2024-05-01T10:00:00Z or 10m.`)
    const fraction = /\.(\d{1,9})/.exec(text)?.[1] ?? ''
    return `${Math.floor(time / 1000)}.${fraction.padEnd(9, '0')}`
  }
  return String(Math.floor((now - Number(BigInt(nanoseconds(text)) / 1_000_000n)) / 1000))
}
