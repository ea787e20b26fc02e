import { Copy, Download, Ellipsis, Eye, FolderDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { downloadCommand } from '../../../../../contract/file-commands.ts'
import type { ImageEntry } from '../../../../../contract/index.ts'
import { Button } from '../../../../components/button.tsx'
import { IconButton } from '../../../../components/icon-button.tsx'
import { Menu, MenuItem } from '../../../../components/menu.tsx'
import { desktop } from '../../../../lib/desktop.ts'
import { moment, size } from '../../../../lib/format.ts'
import { modeWords } from '../../../../lib/mode-words.ts'
import { shownName } from '../../../files/index.ts'

/** What can be done with a file or folder of an image. */
export type EntryDeeds = {
  /** What the image is called in a command. */
  image: string
  /** Whether a layer is looked at alone. */
  layer: boolean
  show: (entry: ImageEntry) => void
  download: (entry: ImageEntry) => void
  toFolder: (entry: ImageEntry) => void
}

/** Whether it has a content to be looked at. */
export const isShowable = ({ type }: ImageEntry): boolean => type === 'file' || type === 'link' || type === 'symlink'

/** Why what is in it can’t be had; undefined where it can. */
export function whyNot(entry: ImageEntry, { layer }: Pick<EntryDeeds, 'layer'>): string | undefined {
  if (entry.change === 'deleted') return 'This layer deleted it: a container does not have it.'
  if (!entry.kept) return 'A later layer changed or deleted it: a container does not have this state of it.'
  if (layer && entry.type === 'folder') return 'To download the folder as a container has it, choose All layers.'
  return undefined
}

/** The lines of an entry’s menu. */
export function EntryMenuItems({ entry, deeds }: { entry: ImageEntry; deeds: EntryDeeds }): ReactNode {
  const disabled = whyNot(entry, deeds) !== undefined
  const command = downloadCommand({ type: 'image', name: deeds.image }, entry.path, '.')
  return (
    <>
      {isShowable(entry) ? (
        <MenuItem icon={Eye} disabled={disabled} onClick={() => deeds.show(entry)}>
          Open
        </MenuItem>
      ) : null}
      {desktop() ? null : (
        <MenuItem icon={Download} disabled={disabled} onClick={() => deeds.download(entry)}>
          Download
        </MenuItem>
      )}
      <MenuItem icon={FolderDown} disabled={disabled} command={command} onClick={() => deeds.toFolder(entry)}>
        {desktop() ? 'Download…' : 'Download to Slipway’s computer…'}
      </MenuItem>
      <MenuItem icon={Copy} onClick={() => void navigator.clipboard.writeText(entry.path)}>
        Copy path
      </MenuItem>
    </>
  )
}

/** What is known of the entry one is at, and what can be done with it. */
export function Picked({ entry, deeds }: { entry: ImageEntry; deeds: EntryDeeds }) {
  const { path, target, type, bytes, files, mode, uid, gid, modified } = entry
  const why = whyNot(entry, deeds)
  return (
    <section
      aria-label="Details"
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-line border-t bg-surface px-4 py-1.5"
    >
      <div className="min-w-0 grow basis-64">
        <p className="wrap-anywhere font-mono text-sm">
          {shownName(path)}
          {target === undefined ? null : <span className="text-ink-3"> → {shownName(target)}</span>}
        </p>
        <p className="tnum text-ink-3 text-sm">
          <span title={`${bytes.toLocaleString()} bytes`}>{size(bytes)}</span>
          {type === 'folder' ? ` in ${files.toLocaleString()} files` : ''},{' '}
          <span className="font-mono">{modeWords(mode)}</span>, {uid}:{gid}, {moment(modified)}
          {why === undefined ? null : <span className="block text-ink-2">{why}</span>}
        </p>
      </div>
      <div className="flex shrink-0 items-center gap-2">
        {why === undefined && type !== 'device' && type !== 'pipe' && type !== 'other' ? (
          <Button onClick={() => deeds.download(entry)}>
            <Download aria-hidden />
            Download
          </Button>
        ) : null}
        <Menu align="end" trigger={<IconButton icon={Ellipsis} label={`More for ${shownName(entry.name)}`} />}>
          <EntryMenuItems entry={entry} deeds={deeds} />
        </Menu>
      </div>
    </section>
  )
}
