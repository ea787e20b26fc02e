import type { DiskItem } from '../../../contract/index.ts'

export type Listing = { text: string; onlyUnused: boolean; by: 'size' | 'age' }

/** The items that fit, the largest or the longest unused first. */
export function shownItems(items: readonly DiskItem[], { text, onlyUnused, by }: Listing): DiskItem[] {
  const wanted = text.trim().toLowerCase()
  return items
    .filter(
      (item) =>
        !(onlyUnused && item.inUse) &&
        (wanted === '' || `${item.name} ${item.note} ${item.id}`.toLowerCase().includes(wanted)),
    )
    .sort((a, b) => (by === 'size' ? (b.size ?? -1) - (a.size ?? -1) : age(a) - age(b)) || (a.name < b.name ? -1 : 1))
}

/** When it was last of use, as far as that is known. */
const age = ({ lastUsed, created }: DiskItem): number => lastUsed ?? created ?? Number.POSITIVE_INFINITY
