import { removeCommand } from '../../../../contract/container-commands.ts'
import type { Container, Loss } from '../../../../contract/index.ts'
import { count, size } from '../../../lib/format.ts'

/** True for a container that has a process. */
export function runs({ state }: Pick<Container, 'state'>): boolean {
  return state === 'running' || state === 'paused' || state === 'restarting'
}

/** The docker command that a removal begins with: by force where one of them runs. */
export function removalOf(containers: readonly Container[]): string {
  const names = containers.map(({ name }) => name)
  return removeCommand({ force: containers.some(runs), volumes: false }, names)
}

/** One thing that happens to what a container has: lost, kept, or in the way of removing it. */
export type Consequence = { kind: 'lost' | 'kept' | 'refused'; text: string }

/** What removing a container does to all it has, the worst first. */
export function consequences(loss: Loss, options: { force: boolean; volumes: boolean }): Consequence[] {
  const { force, volumes } = options
  const { running, writable, anonymousVolumes: anonymous, namedVolumes: named } = loss
  const found: Consequence[] = []
  if (running && !force) found.push({ kind: 'refused', text: 'It is running: without Force it is not removed.' })
  if (running && force) found.push({ kind: 'lost', text: 'It is running and will be killed.' })
  if (writable === undefined)
    found.push({ kind: 'lost', text: 'Files it wrote are lost; how much, the engine did not say in time.' })
  else if (writable > 0) found.push({ kind: 'lost', text: `${size(writable)} of files it wrote are lost.` })
  else found.push({ kind: 'kept', text: 'It wrote no files of its own.' })
  if (anonymous.length > 0) {
    const words = count(anonymous.length, 'anonymous volume')
    found.push(
      volumes
        ? { kind: 'lost', text: `${words} and what is in ${anonymous.length === 1 ? 'it' : 'them'} are lost.` }
        : { kind: 'kept', text: `${words} ${anonymous.length === 1 ? 'stays' : 'stay'}, without an owner.` },
    )
  }
  if (named.length > 0)
    found.push({
      kind: 'kept',
      text: `${named.length === 1 ? 'Volume' : 'Volumes'} ${named.join(', ')} ${named.length === 1 ? 'stays' : 'stay'}.`,
    })
  return found
}
