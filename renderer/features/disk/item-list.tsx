import { useVirtualizer } from '@tanstack/react-virtual'
import { clsx } from 'clsx'
import { SearchX } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import type { DiskItem } from '../../../contract/index.ts'
import { Checkbox } from '../../components/checkbox.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { SearchBox } from '../../components/list/search-box.tsx'
import { Scroller } from '../../components/scroller.tsx'
import { Segments } from '../../components/segments.tsx'
import { useNow } from '../../lib/clock.ts'
import { count, size } from '../../lib/format.ts'
import { COLUMNS, ItemRow } from './item-row.tsx'
import { KIND_WORDS, type Kind } from './kinds.ts'
import { type Listing, shownItems } from './shown.ts'

const ROW_HEIGHT = 36
const ORDERS = [
  { value: 'size', label: 'Largest' },
  { value: 'age', label: 'Oldest' },
] as const

/** Everything of one kind, the largest first; only what is on screen is in the page. */
export function ItemList({ kind, items }: { kind: Kind; items: readonly DiskItem[] }) {
  const [listing, setListing] = useState<Listing>({ text: '', onlyUnused: false, by: 'size' })
  const shown = useMemo(() => shownItems(items, listing), [items, listing])
  const most = useMemo(
    () => items.reduce((most, item) => Math.max(most, (item.size ?? 0) + (item.shared ?? 0)), 1),
    [items],
  )
  const search = useRef<HTMLInputElement>(null)
  const scroller = useRef<HTMLElement>(null)
  // A minute is fine enough for an age.
  const now = useNow((time) => Math.floor(time / 60_000) * 60_000)
  const { title, one, icon } = KIND_WORDS[kind]
  const virtualizer = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => shown[index]?.id ?? index,
    overscan: 10,
  })
  const sum = shown.reduce((sum, item) => sum + (item.size ?? 0), 0)
  if (items.length === 0)
    return (
      <EmptyState icon={icon} title={`No ${title.toLowerCase()}`}>
        Nothing of this kind takes room on this engine.
      </EmptyState>
    )
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b px-4 py-2">
        <SearchBox
          label={`Search ${title.toLowerCase()}`}
          text={listing.text}
          onText={(text) => setListing({ ...listing, text })}
          ref={search}
        />
        <Checkbox checked={listing.onlyUnused} onChange={(onlyUnused) => setListing({ ...listing, onlyUnused })}>
          Only what is not in use
        </Checkbox>
        <Segments label="Order" value={listing.by} options={ORDERS} onChange={(by) => setListing({ ...listing, by })} />
        <span className="tnum ml-auto text-ink-3">
          {count(shown.length, one, one === 'entry' ? 'entries' : `${one}s`)}, {size(sum)}
        </span>
      </div>
      {shown.length === 0 ? (
        <EmptyState icon={SearchX} title="Nothing fits">
          {items.length.toLocaleString()} are hidden by the search.
        </EmptyState>
      ) : (
        <Scroller label={title} ref={scroller} className="[scrollbar-gutter:stable]">
          <table aria-label={title} aria-rowcount={shown.length + 1} className="block w-full">
            <thead className="sticky top-0 z-10 block border-line border-b bg-canvas">
              <tr aria-rowindex={1} className={clsx(COLUMNS, 'h-8 items-center text-left text-ink-3 text-sm')}>
                <th scope="col" className="font-medium">
                  Name
                </th>
                <th scope="col" className="font-medium max-sm:hidden">
                  Used by
                </th>
                <th scope="col" className="font-medium max-sm:hidden">
                  {kind === 'cache' ? 'Last used' : 'Made'}
                </th>
                <th scope="col" className="text-right font-medium">
                  {kind === 'images' ? 'Its own, and shared' : 'Size'}
                </th>
              </tr>
            </thead>
            <tbody className="relative block" style={{ height: virtualizer.getTotalSize() }}>
              {virtualizer.getVirtualItems().map(({ index, key, start }) => {
                const item = shown[index]
                if (!item) return null
                return <ItemRow key={key} kind={kind} item={item} index={index} start={start} most={most} now={now} />
              })}
            </tbody>
          </table>
        </Scroller>
      )}
    </>
  )
}
