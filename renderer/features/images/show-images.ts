import type { Image } from '../../../contract/index.ts'
import { shortId } from '../../lib/format.ts'
import type { Filter } from './list/filter.ts'
import { listFilter } from './list/list-state.ts'

/** Sets what the list of images shows; the page is then to be shown. */
export function showImages(filter: Filter): void {
  listFilter.set(filter)
}

/** What an image is called where there is room for one name. */
export function imageName({ tags, digests, id }: Image): string {
  return tags[0] ?? digests[0] ?? shortId(id)
}
