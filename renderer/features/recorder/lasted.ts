import type { Incarnation } from '../../../contract/index.ts'

const UNITS = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
  [1, 's'],
] as const

/** How long a run lasted, in its two largest units: 0.4 s, 12 s, 3 min 20 s, 2 d 4 h. */
export function lasted({ started, ended }: Pick<Incarnation, 'started' | 'ended'>, now = Date.now()): string {
  const seconds = Math.max(0, (ended ?? now) - started) / 1_000
  if (seconds < 10) return `${seconds.toFixed(1)} s`
  let rest = Math.round(seconds)
  const words: string[] = []
  for (const [length, unit] of UNITS) {
    const count = Math.floor(rest / length)
    rest -= count * length
    if (count > 0) words.push(`${count} ${unit}`)
    else if (words.length > 0) break
    if (words.length === 2) break
  }
  return words.join(' ')
}
