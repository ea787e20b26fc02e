import { createStore, type Store } from '../../../lib/store.ts'
import type { Range } from './types.ts'

/** What is pointed at in a group of charts, the same in each: a moment, and the range that is being dragged. */
export type Pointed = { at?: number | undefined; drag?: Range | undefined }

/** What is pointed at in one group of charts. */
export function pointedStore(): Store<Pointed> {
  return createStore<Pointed>({})
}
