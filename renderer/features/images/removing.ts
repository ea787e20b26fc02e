import type { ImageTarget } from '../../../contract/index.ts'
import { createStore } from '../../lib/store.ts'

/** What a person is asked about before it is removed. */
export type Removing = { engine: string; targets: readonly ImageTarget[]; force?: boolean }

export const removing = createStore<Removing | undefined>(undefined)

/** Asks whether to remove these names and images; nothing is removed before the answer. */
export function removeImages(engine: string, targets: readonly ImageTarget[], force?: boolean): void {
  if (targets.length > 0) removing.set({ engine, targets, ...(force !== undefined && { force }) })
}
