import type { PruneChoice } from '../../../contract/index.ts'
import { createStore } from '../../lib/store.ts'

/** What `docker system prune` takes. */
export const USUAL: PruneChoice = {
  containers: true,
  networks: true,
  images: 'dangling',
  volumes: 'none',
  cache: 'unused',
  labels: [],
}

/** The clean-up that is being put together. */
export const cleaning = createStore<{ engine: string; choice: PruneChoice } | undefined>(undefined)

/** Asks what to clean up and shows what that takes; nothing is removed before the answer. */
export function cleanUp(engine: string, choice: PruneChoice = USUAL): void {
  cleaning.set({ engine, choice })
}
