import { useQueries } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { FileCheck } from 'lucide-react'
import { type KeyboardEvent, type MouseEvent, useRef, useState } from 'react'
import type { ImageEntry } from '../../../../../contract/index.ts'
import { ContextMenu } from '../../../../components/context-menu.tsx'
import { EmptyState } from '../../../../components/empty-state.tsx'
import { moved } from '../../../../components/list/moves.ts'
import { ProblemView } from '../../../../components/problem-view.tsx'
import { Skeleton, SkeletonLines } from '../../../../components/skeleton.tsx'
import { client } from '../../../../lib/connection.ts'
import { asProblem } from '../../../../lib/problem.ts'
import { toggledIn } from '../../../../lib/sets.ts'
import { EntryCells } from './entry-row.tsx'
import type { View } from './explorer.tsx'
import { type EntryDeeds, EntryMenuItems, isShowable, whyNot } from './picked.tsx'

const ROW_HEIGHT = 26
/** So many of a folder’s files come at once. */
const PAGE = 500
const ROOT = '/'

type Page = { entries: ImageEntry[]; total: number }

/** A line of the tree. */
type TreeLine =
  | { kind: 'entry'; key: string; depth: number; entry: ImageEntry }
  | { kind: 'more'; key: string; depth: number; path: string; left: number }
  | { kind: 'waiting'; key: string; depth: number }

type FileTreeProps = {
  view: View
  by: 'name' | 'size'
  deeds: EntryDeeds
  /** One is at it now. */
  onPick: (entry: ImageEntry) => void
}

/** Files as a tree whose folders are asked for when they are opened. */
export function FileTree({ view, by, deeds, onPick }: FileTreeProps) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set([ROOT]))
  const [pages, setPages] = useState<ReadonlyMap<string, number>>(new Map())
  const wanted = [...open].flatMap((path) =>
    Array.from({ length: pages.get(path) ?? 1 }, (_, page) => ({ path, offset: page * PAGE })),
  )
  const results = useQueries({
    queries: wanted.map(({ path, offset }) => ({
      queryKey: ['images', 'files', view, by, path, offset],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        client.images.layers.files({ ...view, path, by, offset, limit: PAGE }, { signal }),
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 60_000,
    })),
  })
  const failed = results.find(({ error }) => error)
  if (failed?.error) {
    const problem = asProblem(failed.error, 'The files could not be listed.')
    return <ProblemView page problem={problem} onRetry={() => void failed.refetch()} />
  }
  const known = new Map<string, (Page | undefined)[]>()
  for (const [index, { path }] of wanted.entries()) known.set(path, [...(known.get(path) ?? []), results[index]?.data])
  const lines = linesOf(ROOT, 0, known, open)
  if (known.get(ROOT)?.[0] === undefined) return <SkeletonLines label="Loading the files" />
  if (lines.length === 0)
    return (
      <EmptyState icon={FileCheck} title="No files">
        {view.changes ? 'This layer changed no file.' : 'The image has no file.'}
      </EmptyState>
    )
  return (
    <Tree
      {...{ deeds, onPick }}
      lines={lines}
      open={open}
      onToggle={(path) => setOpen(toggledIn(open, path))}
      onMore={(path) => setPages(new Map(pages).set(path, (pages.get(path) ?? 1) + 1))}
    />
  )
}

function linesOf(
  path: string,
  depth: number,
  known: ReadonlyMap<string, readonly (Page | undefined)[]>,
  open: ReadonlySet<string>,
): TreeLine[] {
  const pages = known.get(path) ?? []
  const lines: TreeLine[] = []
  let count = 0
  for (const page of pages) {
    for (const entry of page?.entries ?? []) {
      count++
      lines.push({ kind: 'entry', key: entry.path, depth, entry })
      if (entry.type === 'folder' && open.has(entry.path)) lines.push(...linesOf(entry.path, depth + 1, known, open))
    }
  }
  const last = pages.at(-1)
  if (!last) lines.push({ kind: 'waiting', key: `waiting ${path}`, depth })
  else if (last.total > count) lines.push({ kind: 'more', key: `more ${path}`, depth, path, left: last.total - count })
  return lines
}

type TreeProps = Pick<FileTreeProps, 'deeds' | 'onPick'> & {
  lines: readonly TreeLine[]
  open: ReadonlySet<string>
  onToggle: (path: string) => void
  onMore: (path: string) => void
}

function Tree({ lines, open, deeds, onToggle, onMore, onPick }: TreeProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(lines[0]?.key)
  const found = lines.findIndex(({ key }) => key === active)
  const current = Math.max(0, found)
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => lines[index]?.key ?? index,
    overscan: 12,
  })
  const pick = (line: TreeLine) => {
    setActive(line.key)
    if (line.kind === 'entry') onPick(line.entry)
  }
  const goTo = (index: number) => {
    const line = lines[index]
    if (!line) return
    pick(line)
    virtualizer.scrollToIndex(index)
  }
  const press = (line: TreeLine) => {
    if (line.kind === 'more') onMore(line.path)
    else if (line.kind === 'entry' && line.entry.type === 'folder') onToggle(line.entry.path)
    else if (line.kind === 'entry' && isShowable(line.entry) && whyNot(line.entry, deeds) === undefined)
      deeds.show(line.entry)
  }
  const [pointed, setPointed] = useState<ImageEntry>()
  const point = (event: MouseEvent) => {
    // By the keyboard it is the line one is at.
    const under = event.target instanceof Element ? event.target.closest<HTMLElement>('[role=treeitem]') : null
    const line = under ? lines[Number(under.dataset.index)] : event.clientX === 0 ? lines[current] : undefined
    if (line?.kind !== 'entry') return event.stopPropagation()
    pick(line)
    setPointed(line.entry)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const line = lines[current]
    if (!line) return
    const page = Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 1
    const next = moved(event.key, current, lines.length, page)
    const folder = line.kind === 'entry' && line.entry.type === 'folder' ? line.entry.path : undefined
    if (next !== undefined) goTo(next)
    else if (event.key === 'Enter' || event.key === ' ') press(line)
    else if (event.key === 'ArrowRight' && folder !== undefined) {
      if (open.has(folder)) goTo(current + 1)
      else onToggle(folder)
    } else if (event.key === 'ArrowLeft') {
      if (folder !== undefined && open.has(folder)) onToggle(folder)
      else goTo(lines.findLastIndex((other, index) => index < current && other.depth < line.depth))
    } else return
    event.preventDefault()
  }
  const tree = (
    <div
      ref={scroller}
      role="tree"
      aria-label="Files"
      aria-activedescendant={`file ${current}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onContextMenuCapture={point}
      className="-outline-offset-2 group/tree min-h-0 flex-1 overflow-auto py-1"
    >
      <div role="none" className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const line = lines[index]
          if (!line) return null
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the tree itself takes the keys
            <div
              key={key}
              id={`file ${index}`}
              data-index={index}
              role="treeitem"
              tabIndex={-1}
              aria-level={line.depth + 1}
              aria-selected={index === current}
              {...(line.kind === 'entry' &&
                line.entry.type === 'folder' && { 'aria-expanded': open.has(line.entry.path) })}
              onClick={() => {
                pick(line)
                press(line)
              }}
              className="absolute left-0 flex h-6.5 w-full items-center gap-1.5 pr-4 outline-none hover:bg-hover aria-selected:group-focus/tree:bg-pressed"
              style={{ transform: `translateY(${start}px)`, paddingLeft: `${0.75 + line.depth * 1.1}rem` }}
            >
              {line.kind === 'entry' ? <EntryCells entry={line.entry} open={open.has(line.entry.path)} /> : null}
              {line.kind === 'waiting' ? <Skeleton className="ml-10 h-3 w-40" /> : null}
              {line.kind === 'more' ? (
                <span className="pl-10 text-accent">
                  Show {Math.min(PAGE, line.left).toLocaleString()} more of {line.left.toLocaleString()}
                </span>
              ) : null}
            </div>
          )
        })}
      </div>
    </div>
  )
  return (
    <ContextMenu items={pointed ? <EntryMenuItems entry={pointed} deeds={deeds} /> : undefined}>{tree}</ContextMenu>
  )
}
