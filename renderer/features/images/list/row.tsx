import { memo } from 'react'
import { type ItemRowProps, ListRow } from '../../../components/list/list-row.tsx'
import { Cell } from './cells.tsx'
import type { ColumnId } from './columns.ts'
import { type ImageRow, rowName } from './rows.ts'

type ImageListRowProps = ItemRowProps<ImageRow> & {
  engine: string
  shown: readonly ColumnId[]
  most: number
  measuring: boolean
}

/** One name of an image. */
export const ImageListRow = memo(function ImageListRow({ engine, shown, most, measuring, ...row }: ImageListRowProps) {
  const tabIndex = row.active ? 0 : -1
  return (
    <ListRow
      {...row}
      label={rowName(row.item)}
      cells={shown.map((column) => ({
        key: column,
        content: (
          <Cell engine={engine} column={column} row={row.item} most={most} measuring={measuring} tabIndex={tabIndex} />
        ),
      }))}
    />
  )
})
