import { memo } from 'react'
import { type ItemRowProps, ListRow } from '../../../components/list/list-row.tsx'
import { Cell } from './cells.tsx'
import type { ColumnId } from './columns.ts'
import { shortName, type VolumeRow } from './rows.ts'

type VolumeListRowProps = ItemRowProps<VolumeRow> & { shown: readonly ColumnId[]; measuring: boolean }

/** One volume. */
export const VolumeListRow = memo(function VolumeListRow({ shown, measuring, ...row }: VolumeListRowProps) {
  const tabIndex = row.active ? 0 : -1
  return (
    <ListRow
      {...row}
      label={shortName(row.item.volume)}
      cells={shown.map((column) => ({
        key: column,
        content: <Cell column={column} row={row.item} measuring={measuring} tabIndex={tabIndex} />,
      }))}
    />
  )
})
