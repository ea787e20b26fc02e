import type { SortingState } from '@tanstack/react-table'
import { EVERYTHING } from '../../../lib/list-filter.ts'
import { createStore } from '../../../lib/store.ts'
import type { Filter } from './filter.ts'

/** What the list was set to, kept while another page is shown. */
export const listFilter = createStore<Filter>(EVERYTHING)
export const listSorting = createStore<SortingState>([{ id: 'repository', desc: false }])
/** The repositories whose images are folded away. */
export const foldedRepositories = createStore<ReadonlySet<string>>(new Set())
