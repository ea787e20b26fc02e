import { createStore } from '../../lib/store.ts'

/** The container that was run from here last, by its full id. */
export const justRun = createStore<string | undefined>(undefined)
