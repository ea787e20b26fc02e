import type { Container, ContainerState } from '../../../../contract/index.ts'

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

/** What the search looks through, kept as long as the container is the same object. */
const searchable = new WeakMap<Container, string>()

function searchText(container: Container): string {
  const known = searchable.get(container)
  if (known !== undefined) return known
  const { name, image, id, stack = '', service = '', state, ports, labels } = container
  const numbers = ports.map((port) => `${port.public ?? ''}:${port.private}`)
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`)
  const text = [name, image, id, stack, service, state, ...numbers, ...pairs].join('\n').toLowerCase()
  searchable.set(container, text)
  return text
}

/** The containers that a filter lets through, in their order. Every word of the text must be found somewhere. */
export function filtered(containers: readonly Container[], filter: Filter): readonly Container[] {
  if (!isFiltering(filter)) return containers
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean)
  const labels = [...filter.labels].map(labelTest)
  return containers.filter(
    (container) =>
      (!filter.only || filter.only.ids.has(container.id)) &&
      (!filter.alive || ALIVE.has(container.state)) &&
      (filter.states.size === 0 || filter.states.has(container.state)) &&
      (filter.stacks.size === 0 || filter.stacks.has(container.stack ?? NO_STACK)) &&
      labels.every((holds) => holds(container.labels)) &&
      (words.length === 0 || words.every((word) => searchText(container).includes(word))),
  )
}

/** True when the filter may hide something. */
export function isFiltering({ text, alive, states, stacks, labels, only }: Filter): boolean {
  return only !== undefined || text.trim() !== '' || alive || states.size > 0 || stacks.size > 0 || labels.size > 0
}

function labelTest(label: string): (labels: Readonly<Record<string, string>>) => boolean {
  const at = label.indexOf('=')
  if (at < 0) return (labels) => Object.hasOwn(labels, label)
  const key = label.slice(0, at)
  const value = label.slice(at + 1)
  return (labels) => Object.hasOwn(labels, key) && labels[key] === value
}
