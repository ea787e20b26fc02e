import type { SortingState } from '@tanstack/react-table'
import { EVERYTHING } from '../../../lib/list-filter.ts'
import { createStore } from '../../../lib/store.ts'
import type { Filter } from './filter.ts'

/** What the list was set to, kept while another page is shown. */
export const listFilter = createStore<Filter>(EVERYTHING)
export const listSorting = createStore<SortingState>([{ id: 'name', desc: false }])
/** The stacks whose networks are folded away. */
export const foldedStacks = createStore<ReadonlySet<string>>(new Set())

/** Sets what the list shows; the page is then to be opened. */
export function showNetworks(filter: Filter): void {
  listFilter.set(filter)
}
