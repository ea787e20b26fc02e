import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual'
import { Fragment, type MouseEvent, type ReactNode, useCallback, useMemo, useRef, useState } from 'react'
import { toggledIn } from '../../lib/sets.ts'
import { ContextMenu } from '../context-menu.tsx'
import { itemsOf, type Listed } from './lines.ts'
import { GroupRow, type ItemRowProps, type RowShared } from './list-row.tsx'
import { RowMenu, type RowMenuPlace } from './row-menu.tsx'
import { idsBetween, withSelected } from './selection.ts'
import { TableHead } from './table-head.tsx'
import { useGridKeys } from './use-grid-keys.ts'
import type { ListModel } from './use-list-model.ts'

const ROW_HEIGHT = 32
const OVERSCAN = 8

/** A table whose rows are gone through by arrow keys and chosen is what ARIA calls a grid. */
const GRID = { role: 'grid', 'aria-multiselectable': true } as const

type ListTableProps<T extends Listed, Column extends string> = {
  /** What is listed: “Containers”. */
  label: string
  model: ListModel<T, Column>
  /** The tracks of a line’s grid. */
  tracks: string
  disabled: boolean
  row: (props: ItemRowProps<T>) => ReactNode
  /** What a group is called, and a few words about what is in one. */
  groups: { kind: string; note: (items: readonly T[]) => string; extra?: (items: readonly T[]) => ReactNode }
  /** What can be done to these, as lines of a menu. */
  menu: (items: readonly T[]) => ReactNode
  onOpen: (item: T) => void
  onRemove: (items: readonly T[]) => void
  /** Given the items on the screen, those of folded groups too: what has to know them, and shows nothing itself. */
  watcher?: (items: readonly T[]) => ReactNode
}

/** The rows: only those on screen are in the page, and one stop for the Tab key is among them. */
export function ListTable<T extends Listed, Column extends string>(props: ListTableProps<T, Column>) {
  const { label, model, tracks, disabled, row, groups, menu, onOpen, onRemove, watcher } = props
  const { table, lines, selected, rowSelection, setRowSelection, folded } = model
  const scroller = useRef<HTMLDivElement>(null)
  const [opened, setOpened] = useState<RowMenuPlace<T>>()
  const [pointed, setPointed] = useState<readonly T[]>([])

  const keys = useGridKeys({ model, disabled, scroller, rowHeight: ROW_HEIGHT, onOpen, onRemove })
  const { activeIndex } = keys
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => lines[index]?.key ?? index,
    overscan: OVERSCAN,
    // The line with the focus stays in the page wherever it is scrolled to, or the focus would be lost.
    rangeExtractor: (range: Range) => {
      const indexes = defaultRangeExtractor(range)
      if (activeIndex < 0 || activeIndex >= lines.length || indexes.includes(activeIndex)) return indexes
      return [...indexes, activeIndex].sort((a, b) => a - b)
    },
  })
  keys.scrollTo.current = (index) => virtualizer.scrollToIndex(index)

  const shown = virtualizer.getVirtualItems()
  const items = shown.flatMap(({ index }) => {
    const line = lines[index]
    if (!line) return []
    return line.kind === 'item' ? [line.item] : line.folded ? line.items : []
  })

  const latest = useRef(lines)
  latest.current = lines
  const anchor = useRef<string>(undefined)
  const onSelect = useCallback(
    (ids: readonly string[], on: boolean, range: boolean) => {
      const at = (key: string | undefined) => latest.current.findIndex((line) => line.key === key)
      const from = at(anchor.current)
      const to = at(ids[0])
      const chosen = range && from >= 0 && to >= 0 ? idsBetween(latest.current, from, to) : ids
      anchor.current = ids[0]
      setRowSelection((before) => withSelected(before, chosen, on))
    },
    [setRowSelection],
  )
  const shared = useMemo<RowShared<T>>(
    () => ({
      tracks,
      disabled,
      onMenu: (under, items) => setOpened({ under, items }),
      onSelect,
      onFold: (group) => folded.set(toggledIn(folded.get(), group)),
    }),
    [tracks, disabled, onSelect, folded],
  )

  const point = (event: MouseEvent<HTMLElement>) => {
    const under = event.target instanceof Element ? event.target.closest<HTMLElement>('tr[data-index]') : null
    const line = under ? lines[Number(under.dataset.index)] : undefined
    if (!line) {
      // Beside the rows the browser’s own menu is the right one.
      event.stopPropagation()
      return
    }
    setPointed(line.kind === 'item' && rowSelection[line.item.id] ? selected : itemsOf(line))
  }

  return (
    <>
      {watcher?.(items)}
      <ContextMenu items={menu(pointed)}>
        <div
          ref={scroller}
          onContextMenuCapture={point}
          className="min-h-0 flex-1 overflow-auto [scrollbar-gutter:stable]"
        >
          <table
            {...GRID}
            aria-label={label}
            aria-rowcount={lines.length + 1}
            className="block w-full min-w-fit"
            onKeyDown={keys.onKeyDown}
            onFocus={keys.onFocus}
            onBlur={keys.onBlur}
          >
            <TableHead table={table} tracks={tracks} />
            <tbody className="relative block" style={{ height: virtualizer.getTotalSize() }}>
              {shown.map(({ index, key, start }) => {
                const line = lines[index]
                if (!line) return null
                const place = { shared, index, start, active: index === Math.max(0, activeIndex) }
                if (line.kind === 'item') {
                  const { item, inGroup } = line
                  const chosen = rowSelection[item.id] === true
                  return <Fragment key={key}>{row({ ...place, item, inGroup, selected: chosen })}</Fragment>
                }
                const chosen = line.items.filter(({ id }) => rowSelection[id]).length
                return (
                  <GroupRow
                    key={key}
                    {...place}
                    line={line}
                    kind={groups.kind}
                    note={groups.note(line.items)}
                    extra={groups.extra?.(line.items)}
                    selected={chosen === 0 ? 'none' : chosen === line.items.length ? 'all' : 'some'}
                  />
                )
              })}
            </tbody>
          </table>
        </div>
      </ContextMenu>
      <RowMenu place={opened} onClose={() => setOpened(undefined)}>
        {menu(opened?.items ?? [])}
      </RowMenu>
    </>
  )
}
