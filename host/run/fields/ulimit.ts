import type { Ulimit } from '../../../contract/run.ts'
import { Misfit } from '../misfit.ts'
import { decimal, int64Of } from '../values/integer.ts'

const NAMES = new Set(
  'core cpu data fsize locks memlock msgqueue nice nofile nproc rss rtprio rttime sigpending stack'.split(' '),
)

/** `nofile=1024:2048`: soft and hard, -1 for none; one number is both. @throws Misfit */
export function ulimitOf(value: string): Ulimit {
  const at = value.indexOf('=')
  if (at < 0) throw new Misfit(`“${value}” is not NAME=SOFT:HARD.`)
  const name = value.slice(0, at)
  if (!NAMES.has(name)) throw new Misfit(`There is no limit “${name}”: there are ${[...NAMES].join(', ')}.`)
  const limits = value.slice(at + 1).split(':')
  if (limits.length > 2) throw new Misfit(`“${value}” has more than a soft and a hard limit.`)
  const [soft = 0n, hard = soft] = limits.map((limit) => decimal(limit))
  if (hard !== -1n && (soft === -1n || soft > hard)) {
    throw new Misfit(`The soft limit ${soft === -1n ? '-1 (none)' : soft} is above the hard one, ${hard}.`)
  }
  return { name, soft: int64Of(soft), hard: int64Of(hard) }
}

export const ulimitText = ({ name, soft, hard }: Ulimit): string =>
  soft === hard ? `${name}=${soft}` : `${name}=${soft}:${hard}`
