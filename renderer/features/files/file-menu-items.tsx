import { Copy, Download, Eye, FolderDown, FolderOpen, Pencil, Trash2 } from 'lucide-react'
import { downloadCommand, removeFilesCommand } from '../../../contract/file-commands.ts'
import { MenuItem, MenuLine } from '../../components/menu.tsx'
import { desktop } from '../../lib/desktop.ts'
import { type FileRow, inside, isFolder, type OpenWhere } from './where.ts'

export type FileDeeds = {
  open: (row: FileRow) => void
  download: (rows: readonly FileRow[]) => void
  downloadTo: (rows: readonly FileRow[]) => void
  rename: (row: FileRow) => void
  remove: (rows: readonly FileRow[]) => void
}

type FileMenuItemsProps = {
  where: OpenWhere
  folder: string
  rows: readonly FileRow[]
  disabled: boolean
  /** Names can’t be changed or taken away. */
  fixed: boolean
  deeds: FileDeeds
}

/** What can be done with files and folders. */
export function FileMenuItems({ where, folder, rows, disabled, fixed, deeds }: FileMenuItemsProps) {
  const [row] = rows
  if (!row) return null
  const one = rows.length === 1
  const path = inside(folder, row.name)
  const many = !one && fixed && where.source.type === 'container'
  return (
    <>
      {one ? (
        <MenuItem icon={isFolder(row) ? FolderOpen : Eye} onClick={() => deeds.open(row)}>
          Open
        </MenuItem>
      ) : null}
      {desktop() ? null : (
        <MenuItem icon={Download} disabled={disabled || many} onClick={() => deeds.download(rows)}>
          Download
        </MenuItem>
      )}
      <MenuItem
        icon={FolderDown}
        disabled={disabled}
        command={one ? downloadCommand(where.name, path, '.') : undefined}
        onClick={() => deeds.downloadTo(rows)}
      >
        {desktop() ? 'Download…' : 'Download to Slipway’s computer…'}
      </MenuItem>
      {one ? (
        <>
          <MenuItem icon={Copy} onClick={() => void navigator.clipboard.writeText(path)}>
            Copy path
          </MenuItem>
          <MenuItem icon={Pencil} disabled={disabled || fixed} onClick={() => deeds.rename(row)}>
            Rename…
          </MenuItem>
        </>
      ) : null}
      <MenuLine />
      <MenuItem
        icon={Trash2}
        danger
        disabled={disabled || fixed}
        command={removeFilesCommand(
          where.name,
          folder,
          rows.map(({ name }) => name),
        )}
        onClick={() => deeds.remove(rows)}
      >
        Delete…
      </MenuItem>
    </>
  )
}
