import type { Container, ContainerState } from '../../../../contract/index.ts'
import { labelFits, labelWords, searcher } from '../../../lib/list-filter.ts'

/** Which containers the list shows. Empty sets choose everything. */
export type Filter = {
  text: string
  /** Running, paused and restarting ones only. */
  alive: boolean
  states: ReadonlySet<ContainerState>
  /** Names of stacks; NO_STACK for containers of none. */
  stacks: ReadonlySet<string>
  /** As `docker ps --filter label=` has them: `key` or `key=value`. All of them must hold. */
  labels: ReadonlySet<string>
  /** What the engine found for a command’s filters, and those filters. */
  only?: { words: string; ids: ReadonlySet<string> } | undefined
}

export const NO_STACK = ''

export const EVERYTHING: Filter = {
  text: '',
  alive: false,
  states: new Set(),
  stacks: new Set(),
  labels: new Set(),
}

const ALIVE: ReadonlySet<ContainerState> = new Set(['running', 'paused', 'restarting'])

const finds = searcher<Container>(({ name, image, id, stack = '', service = '', state, ports, labels }) => [
  ...[name, image, id, stack, service, state],
  ...ports.map((port) => `${port.public ?? ''}:${port.private}`),
  ...labelWords(labels),
])

/** The containers that a filter lets through, in their order. Every word of the text must be found somewhere. */
export function filtered(containers: readonly Container[], filter: Filter): readonly Container[] {
  if (!isFiltering(filter)) return containers
  const found = finds(filter.text)
  const labels = [...filter.labels]
  return containers.filter(
    (container) =>
      (!filter.only || filter.only.ids.has(container.id)) &&
      (!filter.alive || ALIVE.has(container.state)) &&
      (filter.states.size === 0 || filter.states.has(container.state)) &&
      (filter.stacks.size === 0 || filter.stacks.has(container.stack ?? NO_STACK)) &&
      labels.every((label) => labelFits(container.labels, label)) &&
      found(container),
  )
}

/** True when the filter may hide something. */
export function isFiltering({ text, alive, states, stacks, labels, only }: Filter): boolean {
  return only !== undefined || text.trim() !== '' || alive || states.size > 0 || stacks.size > 0 || labels.size > 0
}
