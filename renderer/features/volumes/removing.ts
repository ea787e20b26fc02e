import { createStore } from '../../lib/store.ts'

/** What a person is asked about before it is removed. */
export type Removing = { engine: string; names: readonly string[] }

export const removing = createStore<Removing | undefined>(undefined)

/** Asks whether to remove these volumes; nothing is removed before the answer. */
export function removeVolumes(engine: string, names: readonly string[]): void {
  if (names.length > 0) removing.set({ engine, names })
}
