import { memo } from 'react'
import { type ItemRowProps, ListRow } from '../../../components/list/list-row.tsx'
import type { NetworkRow } from '../members.ts'
import { Cell } from './cells.tsx'
import type { ColumnId } from './columns.ts'

type NetworkListRowProps = ItemRowProps<NetworkRow> & { shown: readonly ColumnId[] }

/** One network. */
export const NetworkListRow = memo(function NetworkListRow({ shown, ...row }: NetworkListRowProps) {
  const tabIndex = row.active ? 0 : -1
  return (
    <ListRow
      {...row}
      label={row.item.network.name}
      cells={shown.map((column) => ({
        key: column,
        content: <Cell column={column} row={row.item} tabIndex={tabIndex} />,
      }))}
    />
  )
})
