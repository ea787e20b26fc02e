import {
  columnVisibilityFeature,
  createSortedRowModel,
  functionalUpdate,
  type RowSelectionState,
  rowSelectionFeature,
  rowSortingFeature,
  type SortingState,
  type TableOptions,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useMemo, useRef, useState } from 'react'
import { type Store, useStore } from '../../lib/store.ts'
import { groupedLines, type Listed, plainLines } from './lines.ts'
import { inLastOrder, ranks } from './order.ts'

export const features = tableFeatures({
  columnVisibilityFeature,
  rowSelectionFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
})

/** Names in the order in which people look for them. */
export const words = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

type ListOptions<T extends Listed, Column extends string> = {
  items: readonly T[]
  columns: TableOptions<typeof features, T>['columns']
  columnIds: readonly Column[]
  hiddenColumns: readonly string[]
  sorting: Store<SortingState>
  /** The group that an item belongs to; without this, nothing stands in groups. Keep it the same function. */
  groupOf: ((item: T) => string | undefined) | undefined
  folded: Store<ReadonlySet<string>>
}

/** The table model of a list: sorted, grouped, which columns and which rows are chosen. */
export function useListModel<T extends Listed, Column extends string>(options: ListOptions<T, Column>) {
  const { items, columns, columnIds, hiddenColumns, groupOf } = options
  const sorting = useStore(options.sorting)
  const folded = useStore(options.folded)
  const [rowSelection, setRowSelection] = useState<RowSelectionState>({})
  const columnVisibility = useMemo(() => Object.fromEntries(hiddenColumns.map((id) => [id, false])), [hiddenColumns])
  const rank = useRef<ReadonlyMap<string, number>>(new Map())
  const data = useMemo(() => inLastOrder(items, rank.current), [items])
  const table = useTable({
    features,
    columns,
    data,
    getRowId: ({ id }: T) => id,
    state: { sorting, columnVisibility, rowSelection },
    onSortingChange: (updater) => options.sorting.set(functionalUpdate(updater, options.sorting.get())),
    onRowSelectionChange: setRowSelection,
    enableSortingRemoval: false,
  })
  const { rows } = table.getRowModel()
  const lines = useMemo(() => {
    const sorted = rows.map(({ original }) => original)
    rank.current = ranks(sorted)
    return groupOf ? groupedLines(sorted, groupOf, folded) : plainLines(sorted)
  }, [rows, groupOf, folded])
  const selected = useMemo(() => items.filter(({ id }) => rowSelection[id]), [items, rowSelection])
  const shown = useMemo<readonly Column[]>(
    () => columnIds.filter((id) => columnVisibility[id] !== false),
    [columnIds, columnVisibility],
  )
  return { table, lines, selected, rowSelection, setRowSelection, shown, folded: options.folded }
}

export type ListModel<T extends Listed, Column extends string> = ReturnType<typeof useListModel<T, Column>>
