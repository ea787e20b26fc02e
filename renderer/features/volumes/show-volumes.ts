import type { Filter } from './list/filter.ts'
import { listFilter } from './list/list-state.ts'

/** Sets what the list of volumes shows; the page is then to be shown. */
export function showVolumes(filter: Filter): void {
  listFilter.set(filter)
}
