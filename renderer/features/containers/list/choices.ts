import type { Container, ContainerState } from '../../../../contract/index.ts'
import type { Choice } from '../../../components/list/filter-menu.tsx'
import { NO_STACK } from './filter.ts'

const STATES: readonly ContainerState[] = ['running', 'paused', 'restarting', 'created', 'exited', 'dead', 'removing']
/** A menu with more labels than this is no help; the search finds the rest. */
const MOST_LABELS = 60

/** The states that occur. */
export function stateChoices(containers: readonly Container[]): Choice<ContainerState>[] {
  const counts = tally(containers.map(({ state }) => state))
  return STATES.flatMap((value) => {
    const count = counts.get(value)
    return count === undefined ? [] : [{ value, count }]
  })
}

/** The stacks that occur, by name; containers of no stack last. */
export function stackChoices(containers: readonly Container[]): Choice[] {
  const counts = tally(containers.map(({ stack }) => stack ?? NO_STACK))
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => Number(a.value === NO_STACK) - Number(b.value === NO_STACK) || a.value.localeCompare(b.value))
}

/** The labels that occur most, as `key=value`; without those that Compose writes for itself. */
export function labelChoices(containers: readonly Container[]): Choice[] {
  const pairs = containers.flatMap(({ labels }) =>
    Object.entries(labels)
      .filter(([key]) => !key.startsWith('com.docker.compose.'))
      .map(([key, value]) => `${key}=${value}`),
  )
  return [...tally(pairs)]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || a.value.localeCompare(b.value))
    .slice(0, MOST_LABELS)
}

function tally<T>(values: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}
