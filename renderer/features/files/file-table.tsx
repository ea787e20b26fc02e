import type { ReactNode } from 'react'
import { ListTable } from '../../components/list/list-table.tsx'
import type { ListModel } from '../../components/list/use-list-model.ts'
import { type ColumnId, gridTracks } from './columns.ts'
import { FileListRow } from './row.tsx'
import type { FileRow } from './where.ts'

type FileTableProps = {
  model: ListModel<FileRow, ColumnId>
  disabled: boolean
  onOpen: (row: FileRow) => void
  onRemove: (rows: readonly FileRow[]) => void
  menu: (rows: readonly FileRow[]) => ReactNode
}

const GROUPS = { kind: 'folder', note: () => '' }

/** What is in a folder. */
export function FileTable({ model, disabled, onOpen, onRemove, menu }: FileTableProps) {
  const { shown } = model
  return (
    <ListTable
      label="Files"
      model={model}
      tracks={gridTracks(shown)}
      disabled={disabled}
      groups={GROUPS}
      row={(row) => <FileListRow {...row} shown={shown} onOpen={onOpen} />}
      menu={menu}
      onOpen={onOpen}
      onRemove={onRemove}
    />
  )
}
