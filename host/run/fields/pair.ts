import type { Pair, Variable } from '../../../contract/run.ts'
import { Misfit } from '../misfit.ts'

/** `key=value` cut at its first `=`; without one the value is empty. */
export function cutPair(text: string): Pair {
  const at = text.indexOf('=')
  return at < 0 ? { key: text, value: '' } : { key: text.slice(0, at), value: text.slice(at + 1) }
}

export const pairText = ({ key, value }: Pair): string => `${key}=${value}`

/** A label. @throws Misfit when its key is empty or has blanks within */
export function labelOf(text: string): Pair {
  const label = cutPair(text)
  const key = label.key.replace(/^[ \t]+/, '')
  if (key === '') throw new Misfit(`The label “${text}” has no key: write key=value.`)
  if (/[ \t]/.test(key)) throw new Misfit(`The label’s key “${key}” has a blank in it.`)
  return label
}

/** A storage option. @throws Misfit without a `=` */
export function strictPair(text: string): Pair {
  if (!text.includes('=')) throw new Misfit(`“${text}” is not key=value.`)
  return cutPair(text)
}

const SYSCTLS = new Set(
  ['msgmax', 'msgmnb', 'msgmni', 'sem', 'shmall', 'shmmax', 'shmmni', 'shm_rmid_forced'].map(
    (name) => `kernel.${name}`,
  ),
)

/** A kernel setting. @throws Misfit when it is not one that a container may have */
export function sysctlOf(text: string): Pair {
  const setting = cutPair(text)
  const allowed = SYSCTLS.has(setting.key) || /^(?:net|fs\.mqueue)\./.test(setting.key)
  if (!text.includes('=')) throw new Misfit(`“${text}” is not name=value.`)
  if (!allowed) {
    throw new Misfit(
      `“${setting.key}” can’t be set for one container: only net.*, fs.mqueue.* and some of kernel.* can.`,
    )
  }
  return setting
}

/** An environment variable: `KEY=value`, or `KEY` to take the value from around. @throws Misfit without a key */
export function variableOf(text: string): Variable {
  const at = text.indexOf('=')
  const key = at < 0 ? text : text.slice(0, at)
  if (key === '') throw new Misfit(`“${text}” names no variable: write KEY=value.`)
  return at < 0 ? { key } : { key, value: text.slice(at + 1) }
}

export const variableText = ({ key, value }: Variable): string => (value === undefined ? key : `${key}=${value}`)
