import { functionalUpdate, type RowSelectionState, useTable } from '@tanstack/react-table'
import { useMemo, useRef, useState } from 'react'
import type { Container } from '../../../../contract/index.ts'
import { useSettings } from '../../../lib/settings.ts'
import { useStore } from '../../../lib/store.ts'
import { COLUMN_IDS, type ColumnId, columns, features } from './columns.ts'
import { groupedLines, plainLines } from './grouping.ts'
import { foldedStacks, listSorting } from './list-state.ts'
import { inLastOrder, ranks } from './order.ts'

/** The table model of the containers: sorted, grouped, which columns and which rows are chosen. */
export function useListModel(containers: readonly Container[]) {
  const { hiddenColumns, groupByStack } = useSettings().containers
  const sorting = useStore(listSorting)
  const folded = useStore(foldedStacks)
  const [rowSelection, setRowSelection] = useState<RowSelectionState>({})
  const columnVisibility = useMemo(() => Object.fromEntries(hiddenColumns.map((id) => [id, false])), [hiddenColumns])
  const rank = useRef<ReadonlyMap<string, number>>(new Map())
  const data = useMemo(() => inLastOrder(containers, rank.current), [containers])
  const table = useTable({
    features,
    columns,
    data,
    getRowId: ({ id }: Container) => id,
    state: { sorting, columnVisibility, rowSelection },
    onSortingChange: (updater) => listSorting.set(functionalUpdate(updater, listSorting.get())),
    onRowSelectionChange: setRowSelection,
    enableSortingRemoval: false,
  })
  const { rows } = table.getRowModel()
  const lines = useMemo(() => {
    const sorted = rows.map(({ original }) => original)
    rank.current = ranks(sorted)
    return groupByStack ? groupedLines(sorted, folded) : plainLines(sorted)
  }, [rows, groupByStack, folded])
  const selected = useMemo(() => containers.filter(({ id }) => rowSelection[id]), [containers, rowSelection])
  const shown = useMemo<readonly ColumnId[]>(
    () => COLUMN_IDS.filter((id) => columnVisibility[id] !== false),
    [columnVisibility],
  )
  return { table, lines, selected, rowSelection, setRowSelection, shown }
}

export type ListModel = ReturnType<typeof useListModel>
