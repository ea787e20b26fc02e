import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { toggled } from '../../lib/sets.ts'
import { itemsOf, type Line, type Listed } from './lines.ts'
import { moved } from './moves.ts'
import { idsOf, withSelected } from './selection.ts'
import type { ListModel } from './use-list-model.ts'

type GridKeysOptions<T extends Listed, Column extends string> = {
  model: ListModel<T, Column>
  disabled: boolean
  scroller: RefObject<HTMLElement | null>
  rowHeight: number
  onOpen: (item: T) => void
  onRemove: (items: readonly T[]) => void
}

/** The list by keyboard: one line has the focus; keys move it, open it, choose it, remove it. */
export function useGridKeys<T extends Listed, Column extends string>(options: GridKeysOptions<T, Column>) {
  const { model, disabled, scroller, rowHeight, onOpen, onRemove } = options
  const { lines, selected, rowSelection, setRowSelection, folded } = model
  const [active, setActive] = useState<{ key: string; index: number }>()
  const wantsFocus = useRef(false)
  const hasFocus = useRef(false)
  const scrollTo = useRef<(index: number) => void>(undefined)

  // By its key, as lines come and go above it; where it is gone, the one in its place.
  const found = active ? lines.findIndex(({ key }) => key === active.key) : -1
  const activeIndex = found >= 0 || !active ? found : Math.min(active.index, lines.length - 1)

  useEffect(() => {
    // A line that goes, as after a removal, takes the focus with it: the one in its place gets it.
    const lost = hasFocus.current && document.activeElement === document.body
    if (!wantsFocus.current && !lost) return
    wantsFocus.current = false
    scroller.current?.querySelector<HTMLElement>(`tr[data-index="${activeIndex}"]`)?.focus({ preventScroll: true })
  })

  const goTo = (index: number) => {
    const line = lines[index]
    if (!line) return
    wantsFocus.current = true
    setActive({ key: line.key, index })
    scrollTo.current?.(index)
  }

  const fold = (group: string, on: boolean) => folded.set(toggled(folded.get(), group, on))

  const select = (line: Line<T>) => {
    const ids = idsOf(line)
    setRowSelection((before) => withSelected(before, ids, !ids.every((id) => before[id])))
  }

  /** Gives whether the key was taken. */
  const press = (event: KeyboardEvent, line: Line<T>, onRow: boolean): boolean => {
    const all = event.ctrlKey || event.metaKey
    if (all && event.key.toLowerCase() === 'a') {
      setRowSelection((before) => withSelected(before, lines.flatMap(idsOf), true))
      return true
    }
    if (all || event.altKey) return false
    switch (event.key) {
      case 'Enter':
        if (!onRow) return false
        if (line.kind === 'group') fold(line.group, !line.folded)
        else onOpen(line.item)
        return true
      case ' ':
        if (!onRow) return false
        select(line)
        return true
      case 'ArrowRight':
      case 'ArrowLeft':
        if (line.kind !== 'group') return false
        fold(line.group, event.key === 'ArrowLeft')
        return true
      case 'Delete':
      case 'Backspace':
        if (disabled) return false
        onRemove(selected.length > 0 ? selected : itemsOf(line))
        return true
      case 'Escape':
        if (Object.keys(rowSelection).length === 0) return false
        setRowSelection({})
        return true
      default:
        return false
    }
  }

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    // Menus of the list are elsewhere in the page, though their events pass through here.
    if (!(event.target instanceof Element) || !event.currentTarget.contains(event.target)) return
    const row = event.target.closest<HTMLElement>('tr[data-index]')
    if (!row) return
    const index = Number(row.dataset.index)
    const line = lines[index]
    if (!line) return
    const page = Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1
    const next =
      event.ctrlKey || event.metaKey || event.altKey ? undefined : moved(event.key, index, lines.length, page)
    if (next !== undefined) goTo(next)
    else if (!press(event, line, event.target === row)) return
    event.preventDefault()
  }

  const onFocus = (event: FocusEvent<HTMLElement>) => {
    hasFocus.current = true
    const row = event.target.closest<HTMLElement>('tr[data-index]')
    const index = row ? Number(row.dataset.index) : -1
    const line = lines[index]
    if (line && line.key !== active?.key) setActive({ key: line.key, index })
  }

  const onBlur = (event: FocusEvent<HTMLElement>) => {
    // It left of itself, as by a click elsewhere; one that was taken out of the page did not.
    if (event.target.isConnected && document.hasFocus()) hasFocus.current = false
  }

  return { activeIndex, scrollTo, onKeyDown, onFocus, onBlur }
}
