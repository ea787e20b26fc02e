import { useVirtualizer } from '@tanstack/react-virtual'
import { clsx } from 'clsx'
import { File, FileQuestionMark, Folder } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useMemo, useRef, useState } from 'react'
import type { HostEntry, HostFolder, Problem } from '../../../contract/index.ts'
import { Button } from '../../components/button.tsx'
import { Checkbox } from '../../components/checkbox.tsx'
import { Input } from '../../components/field.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { count, moment, size } from '../../lib/format.ts'
import type { PathKind } from './chosen.ts'
import { shownEntries } from './shown.ts'

const ROW = 28
const PAGE = 9
const ICONS = { folder: Folder, file: File, other: FileQuestionMark }

type FolderListProps = {
  filterRef: RefObject<HTMLInputElement | null>
  listId: string
  kind: PathKind
  folder: HostFolder | undefined
  /** The one that was asked for is not there yet. */
  waiting: boolean
  problem: Problem | undefined
  chosen: HostEntry | undefined
  onGo: (path: string) => void
  /** To the nearest folder that is there. */
  onNear: () => void
  /** A file was picked; `now` when by Enter or a double click, which also takes it. */
  onPick: (entry: HostEntry, now: boolean) => void
  onConfirm: () => void
}

/** What is in a folder, found by typing; the keys go to the list while the filter has the focus. */
export function FolderList(props: FolderListProps) {
  const { filterRef, listId, kind, folder, waiting, problem, chosen, onGo, onNear, onPick, onConfirm } = props
  const [filter, setFilter] = useState('')
  const [hidden, setHidden] = useState(false)
  const [active, setActive] = useState(0)
  const [seen, setSeen] = useState(folder?.path)
  if (folder?.path !== seen) {
    setSeen(folder?.path)
    setFilter('')
    setActive(0)
  }
  const scroller = useRef<HTMLDivElement>(null)
  const entries = useMemo(() => shownEntries(folder?.entries ?? [], filter, hidden), [folder, filter, hidden])
  const virtualizer = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
  })
  const current = Math.min(active, entries.length - 1)
  const can = ({ kind: of }: HostEntry) => of === 'folder' || (of === 'file' && kind !== 'folder')
  const open = (entry: HostEntry | undefined, now: boolean) => {
    if (!entry || !folder || !can(entry)) return
    if (entry.kind === 'folder') onGo(folder.prefix + entry.name)
    else onPick(entry, now)
  }
  const move = (to: number) => {
    const at = Math.max(0, Math.min(entries.length - 1, to))
    setActive(at)
    virtualizer.scrollToIndex(at)
  }
  const press = (event: KeyboardEvent) => {
    const { key } = event
    if (key === 'Enter' && (event.ctrlKey || event.metaKey)) onConfirm()
    else if (key === 'Enter') open(entries[current], true)
    else if (key === 'Backspace' && filter === '' && folder?.parent !== undefined) onGo(folder.parent)
    else if (key === 'ArrowDown') move(current + 1)
    else if (key === 'ArrowUp' && event.altKey && folder?.parent !== undefined) onGo(folder.parent)
    else if (key === 'ArrowUp') move(current - 1)
    else if (key === 'PageDown') move(current + PAGE)
    else if (key === 'PageUp') move(current - PAGE)
    else return
    event.preventDefault()
  }
  const optionId = (index: number) => `${listId}-${index}`
  return (
    <>
      <div className="flex items-center gap-4">
        <Input
          ref={filterRef}
          type="search"
          role="combobox"
          aria-label="Filter"
          aria-expanded
          aria-controls={listId}
          aria-autocomplete="list"
          {...(current >= 0 && { 'aria-activedescendant': optionId(current) })}
          placeholder={kind === 'folder' ? 'Find a folder' : 'Find a file'}
          value={filter}
          onChange={(event) => {
            setFilter(event.target.value)
            setActive(0)
          }}
          onKeyDown={press}
        />
        <span className="shrink-0">
          <Checkbox checked={hidden} onChange={setHidden}>
            Hidden ones
          </Checkbox>
        </span>
      </div>
      <div
        ref={scroller}
        className={clsx('h-64 overflow-y-auto rounded-md border border-line p-1', waiting && 'opacity-60')}
      >
        {problem ? (
          <ProblemView problem={problem} actions={<Button onClick={onNear}>Nearest folder there is</Button>} />
        ) : null}
        {folder && entries.length === 0 ? (
          <p className="px-2 py-6 text-center text-ink-2">
            {filter === '' ? 'Nothing is in this folder.' : `Nothing fits “${filter}”.`}
          </p>
        ) : null}
        <div
          id={listId}
          role="listbox"
          aria-label={folder?.path ?? 'Folder'}
          aria-busy={waiting}
          className="relative empty:hidden"
          style={{ height: virtualizer.getTotalSize() }}
        >
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const entry = entries[index]
            if (!entry) return null
            const Icon = ICONS[entry.kind]
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the filter has the focus, and the keys are its own.
              <div
                key={entry.name}
                id={optionId(index)}
                role="option"
                tabIndex={-1}
                aria-selected={entry.name === chosen?.name}
                aria-disabled={!can(entry)}
                aria-setsize={entries.length}
                aria-posinset={index + 1}
                onClick={() => {
                  setActive(index)
                  open(entry, false)
                }}
                onDoubleClick={() => entry.kind === 'file' && open(entry, true)}
                className={clsx(
                  'absolute inset-x-0 top-0 flex h-7 select-none items-center gap-2 rounded-md px-2',
                  'hover:bg-hover aria-disabled:text-ink-3 aria-selected:bg-accent-soft',
                  index === current && 'bg-pressed',
                )}
                style={{ transform: `translateY(${start}px)` }}
              >
                <Icon
                  className={clsx('size-4 shrink-0', entry.kind === 'folder' ? 'text-accent' : 'text-ink-3')}
                  aria-hidden
                />
                <span className="min-w-0 flex-1 truncate">{entry.name}</span>
                {entry.size === undefined ? null : (
                  <span className="tnum shrink-0 text-ink-3 text-sm" title={moment(entry.modified ?? 0)}>
                    {size(entry.size)}
                  </span>
                )}
              </div>
            )
          })}
        </div>
      </div>
      <p role="status" className="tnum text-ink-3 text-sm">
        {folder ? count(entries.length, 'entry', 'entries') : problem ? '' : 'Looking…'}
        {folder && folder.left > 0 ? `; ${count(folder.left, 'more is', 'more are')} not shown` : ''}
      </p>
    </>
  )
}
