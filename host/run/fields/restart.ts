import type { RestartPolicy } from '../../../contract/run.ts'
import { Misfit } from '../misfit.ts'
import { decimal, int64Of } from '../values/integer.ts'

/** `--restart`: `no`, `always`, `unless-stopped`, `on-failure`, `on-failure:5`. @throws Misfit */
export function restartPolicyOf(value: string): RestartPolicy {
  const at = value.indexOf(':')
  if (at === 0) throw new Misfit(`“${value}” names no policy before its colon.`)
  const name = at < 0 ? value : value.slice(0, at)
  const count = at < 0 ? '' : value.slice(at + 1)
  if (count === '') return { name }
  if (!/^[+-]?\d+$/.test(count)) throw new Misfit(`“${count}” is not a number of retries.`)
  return { name, retries: int64Of(decimal(count)) }
}

export const restartPolicyText = ({ name, retries }: RestartPolicy): string =>
  retries === undefined ? name : `${name}:${retries}`
