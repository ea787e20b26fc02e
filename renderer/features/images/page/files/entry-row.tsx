import { clsx } from 'clsx'
import { ChevronRight, File, FileSymlink, Folder } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ImageEntry } from '../../../../../contract/index.ts'
import { Badge, type Tone } from '../../../../components/badge.tsx'
import { size } from '../../../../lib/format.ts'
import { modeWords } from '../../../../lib/mode-words.ts'
import { shownName } from '../../../files/index.ts'

const CHANGES: Record<NonNullable<ImageEntry['change']>, { word: string; tone: Tone }> = {
  added: { word: 'Added', tone: 'good' },
  changed: { word: 'Changed', tone: 'warn' },
  deleted: { word: 'Deleted', tone: 'bad' },
}

const ICONS = { folder: Folder, symlink: FileSymlink }

type EntryRowProps = {
  entry: ImageEntry
  /** What stands for its name; the name itself unless told. */
  name?: ReactNode
  /** For a folder in a tree: whether it is open. */
  open?: boolean
}

/** What a line says of a file or folder. */
export function EntryCells({ entry, name, open }: EntryRowProps) {
  const { type, change, bytes, mode, uid, gid, layer, inside, target } = entry
  const Icon = type === 'folder' || type === 'symlink' ? ICONS[type] : File
  const words = change && CHANGES[change]
  return (
    <>
      <ChevronRight
        className={clsx('size-4 shrink-0 text-ink-3', type !== 'folder' && 'invisible', open && 'rotate-90')}
        aria-hidden
      />
      <Icon className={clsx('size-4 shrink-0', type === 'folder' ? 'text-accent' : 'text-ink-3')} aria-hidden />
      <span
        className={clsx('min-w-0 truncate', change === 'deleted' && 'text-ink-3 line-through')}
        title={shownName(`${entry.path}${target === undefined ? '' : ` → ${target}`}`)}
      >
        {name ?? shownName(entry.name)}
        {target === undefined ? null : <span className="text-ink-3"> → {shownName(target)}</span>}
      </span>
      {words ? <Badge tone={words.tone}>{words.word}</Badge> : null}
      {inside > 0 && !change ? (
        <span className="tnum shrink-0 text-ink-3 text-sm">{inside.toLocaleString()} inside</span>
      ) : null}
      <span className="flex-1" />
      <span className="shrink-0 text-ink-3 text-sm max-lg:hidden">
        {KINDS[type]}
        {modeWords(mode)} {uid}:{gid}
      </span>
      <span className="tnum w-16 shrink-0 text-right text-ink-3 text-sm max-md:hidden" title="The layer it comes from">
        Layer {layer + 1}
      </span>
      <span className="tnum w-20 shrink-0 text-right" title={`${bytes.toLocaleString()} bytes`}>
        {size(bytes)}
      </span>
    </>
  )
}

const KINDS: Record<ImageEntry['type'], string> = {
  file: '-',
  link: '-',
  symlink: 'l',
  folder: 'd',
  device: 'c',
  pipe: 'p',
  other: '?',
}
