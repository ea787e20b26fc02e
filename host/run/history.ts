import type { Deed } from '../../contract/index.ts'
import { understand } from './understand.ts'

/** So many are kept: who looks for an older one types its name. */
const MOST = 200

/** The images that were run or pulled from here and worked, the latest first, each once. */
export function imagesOf(deeds: readonly Deed[]): string[] {
  const images = new Set<string>()
  for (const { command, problems, cancelled } of deeds.toReversed()) {
    if (problems.length > 0 || cancelled) continue
    const image = imageOf(command)
    if (image !== undefined) images.add(image)
    if (images.size >= MOST) break
  }
  return [...images]
}

function imageOf(command: string): string | undefined {
  // The other commands are most, and are told at once.
  if (!/(?:^|&& )docker (?:run|create|pull) /.test(command)) return undefined
  // A recreation renames and stops first; its last command is the one that makes the container.
  const text = command.replace(/^docker rename .* && (?=docker (?:run|create) )/, '')
  const pulled = /^docker pull (?:--?\S+(?:=| )\S+ )*([^\s'-]\S*)$/.exec(text)?.[1]
  if (pulled !== undefined) return pulled
  const { action } = understand(text)
  return action?.kind === 'run' ? action.run.image : undefined
}
