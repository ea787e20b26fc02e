import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual'
import { type MouseEvent, useCallback, useMemo, useRef, useState } from 'react'
import type { Container, Engine } from '../../../../contract/index.ts'
import { ContextMenu } from '../../../components/context-menu.tsx'
import { ContainerMenuItems } from '../container-menu-items.tsx'
import { useUsageFeed } from '../usage.ts'
import { gridTracks } from './columns.ts'
import { toggled } from './filter.ts'
import { foldedStacks } from './list-state.ts'
import { ContainerRow, type RowShared, StackRow } from './row.tsx'
import { RowMenu, type RowMenuPlace } from './row-menu.tsx'
import { idsBetween, withSelected } from './selection.ts'
import { TableHead } from './table-head.tsx'
import { useGridKeys } from './use-grid-keys.ts'
import type { ListModel } from './use-list-model.ts'

const ROW_HEIGHT = 32
const OVERSCAN = 8

/** A table whose rows are gone through by arrow keys and chosen is what ARIA calls a grid. */
const GRID = { role: 'grid', 'aria-label': 'Containers', 'aria-multiselectable': true } as const

type ContainerTableProps = { engine: Engine; model: ListModel; disabled: boolean }

/** The rows: only those on screen are in the page, and one stop for the Tab key is among them. */
export function ContainerTable({ engine, model, disabled }: ContainerTableProps) {
  const { table, lines, selected, rowSelection, setRowSelection, shown } = model
  const scroller = useRef<HTMLDivElement>(null)
  const [menu, setMenu] = useState<RowMenuPlace>()
  const [pointed, setPointed] = useState<readonly Container[]>([])

  const keys = useGridKeys({ engine: engine.id, model, disabled, scroller, rowHeight: ROW_HEIGHT })
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

  const items = virtualizer.getVirtualItems()
  useUsageFeed(
    engine,
    items.flatMap(({ index }) => {
      const line = lines[index]
      return line?.kind === 'container' && line.container.state === 'running' ? [line.container.id] : []
    }),
  )

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
  const shared = useMemo<RowShared>(
    () => ({
      engine: engine.id,
      address: engine.address,
      shown,
      tracks: gridTracks(shown),
      disabled,
      onMenu: (under, containers) => setMenu({ under, containers }),
      onSelect,
      onFold: (stack) => foldedStacks.set(toggled(foldedStacks.get(), stack, !foldedStacks.get().has(stack))),
    }),
    [engine.id, engine.address, shown, disabled, onSelect],
  )

  const point = (event: MouseEvent<HTMLElement>) => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('tr[data-index]') : null
    const line = row ? lines[Number(row.dataset.index)] : undefined
    if (!line) {
      // Beside the rows the browser’s own menu is the right one.
      event.stopPropagation()
      return
    }
    const own = line.kind === 'container' ? [line.container] : line.containers
    setPointed(line.kind === 'container' && rowSelection[line.container.id] ? selected : own)
  }

  return (
    <>
      <ContextMenu items={<ContainerMenuItems engine={engine.id} containers={pointed} disabled={disabled} />}>
        <div
          ref={scroller}
          onContextMenuCapture={point}
          className="min-h-0 flex-1 overflow-auto [scrollbar-gutter:stable]"
        >
          <table
            {...GRID}
            aria-rowcount={lines.length + 1}
            className="block w-full min-w-fit"
            onKeyDown={keys.onKeyDown}
            onFocus={keys.onFocus}
            onBlur={keys.onBlur}
          >
            <TableHead table={table} shown={shown} tracks={shared.tracks} />
            <tbody className="relative block" style={{ height: virtualizer.getTotalSize() }}>
              {items.map(({ index, key, start }) => {
                const line = lines[index]
                if (!line) return null
                const place = { shared, index, start, active: index === Math.max(0, activeIndex) }
                if (line.kind === 'container')
                  return (
                    <ContainerRow
                      key={key}
                      {...place}
                      container={line.container}
                      inStack={line.inStack}
                      selected={rowSelection[line.container.id] === true}
                    />
                  )
                const chosen = line.containers.filter(({ id }) => rowSelection[id]).length
                return (
                  <StackRow
                    key={key}
                    {...place}
                    line={line}
                    selected={chosen === 0 ? 'none' : chosen === line.containers.length ? 'all' : 'some'}
                  />
                )
              })}
            </tbody>
          </table>
        </div>
      </ContextMenu>
      <RowMenu place={menu} onClose={() => setMenu(undefined)}>
        <ContainerMenuItems engine={engine.id} containers={menu?.containers ?? []} disabled={disabled} />
      </RowMenu>
    </>
  )
}
