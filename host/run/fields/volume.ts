import type { VolumeMount } from '../../../contract/run.ts'
import { Misfit } from '../misfit.ts'

/**
 * `-v`: `/target`, `name:/target`, `/folder:/target:ro`, `C:\folder:/target`.
 * @throws Misfit
 */
export function volumeOf(spec: string): VolumeMount {
  if (spec === '') throw new Misfit('The volume is empty: write name:/path or /folder:/path.')
  if (Buffer.byteLength(spec) <= 2) return { target: spec }
  const parts = cut(spec)
  if (parts.includes('')) throw new Misfit(`“${spec}” has nothing between two colons, or at an end.`)
  const [first = '', target, options, ...more] = parts
  if (target === undefined) return { target: first }
  if (more.length > 0) throw new Misfit(`“${spec}” has too many colons.`)
  return { source: first, target, ...(options !== undefined && { options }) }
}

export const volumeText = ({ source, target, options }: VolumeMount): string =>
  [source, target, options].filter((part) => part !== undefined).join(':')

/** Whether the source is a path of the engine's machine rather than a volume's name. */
export function isPath(source: string): boolean {
  return /^[./~]/.test(source) || source.startsWith('\\\\') || /^\p{L}:/u.test(source)
}

/** Cut at colons, but not at that of a Windows drive. */
function cut(spec: string): string[] {
  const parts: string[] = []
  let part = ''
  for (const char of spec) {
    if (char === ':' && !/^\p{L}$/u.test(part)) {
      parts.push(part)
      part = ''
    } else part += char
  }
  return [...parts, part]
}
