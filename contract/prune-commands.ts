// The docker commands of a clean-up: the page shows them before, the host records them after.
import type { PruneChoice } from './disk.ts'
import { commandLine } from './shell.ts'

/** What an engine can be told when it prunes. */
export type PruneAbility = { prunesAnonymous: boolean }

/**
 * What is taken of what was chosen: volumes know no age and the build cache no labels, so that neither is touched where
 * one of these is asked for; an engine that can't tell anonymous volumes takes none rather than all.
 */
export function settled(choice: PruneChoice, { prunesAnonymous }: PruneAbility): PruneChoice {
  const aged = choice.olderThan !== undefined || (choice.volumes === 'anonymous' && !prunesAnonymous)
  return {
    ...choice,
    volumes: aged ? 'none' : choice.volumes,
    cache: choice.labels.length > 0 ? 'none' : choice.cache,
  }
}

/** The commands that take what was chosen, in their order; one of them alone where the CLI has one for it all. */
export function pruneCommands(chosen: PruneChoice, ability: PruneAbility): string[] {
  const { prunesAnonymous } = ability
  const choice = settled(chosen, ability)
  const { containers, networks, images, volumes, cache } = choice
  const together = systemFlags(choice, prunesAnonymous)
  if (together) return [line('system', together, choice)]
  return [
    ...(containers ? [line('container', [], choice)] : []),
    ...(networks ? [line('network', [], choice)] : []),
    ...(volumes === 'none' ? [] : [line('volume', volumes === 'unused' && prunesAnonymous ? ['-a'] : [], choice)]),
    ...(images === 'none' ? [] : [line('image', images === 'unused' ? ['-a'] : [], choice)]),
    ...(cache === 'none' ? [] : [line('builder', cache === 'all' ? ['-a'] : [], choice)]),
  ]
}

/** The flags with which `docker system prune` takes exactly this; undefined where it can't. */
function systemFlags(choice: PruneChoice, prunesAnonymous: boolean): string[] | undefined {
  const { containers, networks, images, volumes, cache } = choice
  if (!containers || !networks || images === 'none' || cache === 'none') return undefined
  if ((images === 'unused') !== (cache === 'all')) return undefined
  if (volumes === (prunesAnonymous ? 'unused' : 'anonymous')) return undefined
  return [...(images === 'unused' ? ['-a'] : []), ...(volumes === 'none' ? [] : ['--volumes'])]
}

function line(group: string, flags: readonly string[], { olderThan, labels }: PruneChoice): string {
  const filters = [
    ...(olderThan === undefined ? [] : [`until=${untilWord(olderThan)}`]),
    ...labels.map(({ label, not }) => `label${not ? '!' : ''}=${label}`),
  ]
  return commandLine(['docker', group, 'prune', '-f', ...flags, ...filters.flatMap((one) => ['--filter', one])])
}

/** Minutes as the engine reads a duration: whole hours where they are. */
export const untilWord = (minutes: number): string => (minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`)
