import type { Container } from '../../../contract/index.ts'
import { createStore } from '../../lib/store.ts'

/** The containers that a person is asked about before they are removed. */
export const removing = createStore<{ engine: string; containers: readonly Container[] } | undefined>(undefined)

/** Asks whether to remove these; nothing is removed before the answer. */
export function removeContainers(engine: string, containers: readonly Container[]): void {
  if (containers.length > 0) removing.set({ engine, containers })
}
