import { clsx } from 'clsx'
import {
  File,
  FileSymlink,
  FileText,
  Folder,
  FolderSymlink,
  HardDrive,
  Image,
  type LucideIcon,
  Workflow,
} from 'lucide-react'
import { memo } from 'react'
import { type ItemRowProps, ListRow } from '../../components/list/list-row.tsx'
import { moment, size } from '../../lib/format.ts'
import { modeWords } from '../../lib/mode-words.ts'
import type { ColumnId } from './columns.ts'
import { type FileRow, isFolder, shownName } from './where.ts'

type FileListRowProps = ItemRowProps<FileRow> & { shown: readonly ColumnId[]; onOpen: (row: FileRow) => void }

/** A file or folder. */
export const FileListRow = memo(function FileListRow({ shown, onOpen, ...row }: FileListRowProps) {
  return (
    <ListRow
      {...row}
      label={shownName(row.item.name)}
      cells={shown.map((column) => ({
        key: column,
        content: <Cell column={column} row={row.item} tabIndex={row.active ? 0 : -1} onOpen={onOpen} />,
      }))}
    />
  )
})

type CellProps = { column: ColumnId; row: FileRow; tabIndex: number; onOpen: (row: FileRow) => void }

function Cell({ column, row, tabIndex, onOpen }: CellProps) {
  switch (column) {
    case 'name': {
      const Icon = iconOf(row)
      const target = row.target === undefined ? undefined : shownName(row.target)
      return (
        <>
          <Icon className={clsx('mr-2 size-4 shrink-0', isFolder(row) ? 'text-accent' : 'text-ink-3')} aria-hidden />
          <button
            type="button"
            tabIndex={tabIndex}
            onClick={() => onOpen(row)}
            title={target === undefined ? shownName(row.name) : `${shownName(row.name)} → ${target}`}
            className="min-w-0 truncate rounded text-left hover:underline"
          >
            {shownName(row.name)}
          </button>
          {target === undefined ? null : <span className="ml-1.5 min-w-0 truncate text-ink-3">→ {target}</span>}
        </>
      )
    }
    case 'size':
      return (
        <span className="tnum w-full text-right text-ink-2" title={`${row.size.toLocaleString()} bytes`}>
          {row.type === 'file' ? size(row.size) : ''}
        </span>
      )
    case 'modified':
      return <span className="tnum truncate text-ink-2">{moment(row.modified)}</span>
    case 'mode':
      return (
        <span
          className="truncate font-mono text-ink-3 text-sm"
          title={(row.mode & 0o7777).toString(8).padStart(4, '0')}
        >
          {modeWords(row.mode)}
        </span>
      )
    case 'owner':
      return (
        <span className="tnum truncate text-ink-3" title="User and group">
          {row.uid}:{row.gid}
        </span>
      )
  }
}

function iconOf(row: FileRow): LucideIcon {
  if (row.type === 'link') return isFolder(row) ? FolderSymlink : FileSymlink
  if (row.type === 'folder') return Folder
  if (row.type === 'pipe' || row.type === 'socket') return Workflow
  if (row.type === 'device') return HardDrive
  if (/\.(?:png|jpe?g|gif|webp|ico)$/i.test(row.name)) return Image
  return /\.(?:txt|md|json|ya?ml|conf|cfg|ini|log|env|toml|xml|html?|css|[jt]sx?|py|sh|sql)$/i.test(row.name)
    ? FileText
    : File
}
