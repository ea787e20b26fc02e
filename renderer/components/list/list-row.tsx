import { clsx } from 'clsx'
import { ChevronRight, Ellipsis } from 'lucide-react'
import type { ReactNode } from 'react'
import { BareCheckbox } from '../checkbox.tsx'
import type { Line, Listed } from './lines.ts'

/** What every row of a list shares; the same object as long as nothing of it changes. */
export type RowShared<T> = {
  tracks: string
  disabled: boolean
  /** Opens the menu of these items under a button. */
  onMenu: (under: HTMLElement, items: readonly T[]) => void
  onSelect: (ids: readonly string[], on: boolean, range: boolean) => void
  onFold: (group: string) => void
}

/** Where a row stands. */
export type RowPlace<T> = {
  shared: RowShared<T>
  index: number
  /** Pixels from the list’s top. */
  start: number
  /** It has the focus when the list has it. */
  active: boolean
}

/** What an item’s row is given; `selected` and `inGroup` besides its place. */
export type ItemRowProps<T> = RowPlace<T> & { item: T; selected: boolean; inGroup: boolean }

const ROW =
  'absolute [contain:strict] top-0 left-0 grid h-8 w-full items-center border-line/60 border-b outline-offset-[-2px]'

/** A button at a row’s end. */
export const ROW_BUTTON =
  'inline-flex size-6 items-center justify-center rounded-md text-ink-3 hover:bg-pressed hover:text-ink disabled:opacity-40'

type ListRowProps<T> = ItemRowProps<T> & {
  /** What it is called. */
  label: string
  cells: readonly { key: string; content: ReactNode }[]
  /** A button before that of the menu. */
  quick?: ReactNode
}

/** One item: a box to choose it, its cells, its menu. */
export function ListRow<T extends Listed>(props: ListRowProps<T>) {
  const { item, selected, inGroup, label, cells, quick, shared, index, start, active } = props
  const { tracks, onMenu, onSelect } = shared
  const tabIndex = active ? 0 : -1
  return (
    <tr
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={selected}
      tabIndex={tabIndex}
      className={clsx(ROW, 'group', selected ? 'bg-accent-soft' : 'hover:bg-hover')}
      style={{ gridTemplateColumns: tracks, transform: `translateY(${start}px)` }}
    >
      <td className="flex items-center justify-center">
        <BareCheckbox
          label={`Select ${label}`}
          checked={selected}
          tabIndex={tabIndex}
          onChange={(on, event) => onSelect([item.id], on, event.shiftKey)}
        />
      </td>
      {cells.map(({ key, content }, at) => (
        <td key={key} className={clsx('flex min-w-0 items-center pr-3', at === 0 && inGroup && 'pl-5')}>
          {content}
        </td>
      ))}
      <td className="flex items-center justify-end gap-0.5 pr-2">
        {quick}
        <button
          type="button"
          aria-haspopup="menu"
          aria-label={`More for ${label}`}
          title="More"
          tabIndex={tabIndex}
          onClick={(event) => onMenu(event.currentTarget, [item])}
          className={ROW_BUTTON}
        >
          <Ellipsis className="size-4" aria-hidden />
        </button>
      </td>
    </tr>
  )
}

type GroupRowProps<T> = RowPlace<T> & {
  line: Extract<Line<T>, { kind: 'group' }>
  selected: 'all' | 'some' | 'none'
  /** What a group is: “stack”. */
  kind: string
  /** What is in it, in a few words. */
  note: string
  /** What is shown of all in it together. */
  extra?: ReactNode
}

/** A group’s heading, which folds its items away. */
export function GroupRow<T extends Listed>(props: GroupRowProps<T>) {
  const { line, selected, kind, note, extra, shared, index, start, active } = props
  const { group, items, folded } = line
  const { onMenu, onSelect, onFold } = shared
  const tabIndex = active ? 0 : -1
  return (
    <tr
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={selected === 'all'}
      tabIndex={tabIndex}
      className={clsx(ROW, selected === 'all' ? 'bg-accent-soft' : 'bg-surface hover:bg-hover')}
      style={{ gridTemplateColumns: '2.25rem 1fr 4.75rem', transform: `translateY(${start}px)` }}
    >
      <td className="flex items-center justify-center">
        <BareCheckbox
          label={`Select ${kind} ${group}`}
          checked={selected === 'all'}
          partly={selected === 'some'}
          tabIndex={tabIndex}
          onChange={(on) =>
            onSelect(
              items.map(({ id }) => id),
              on,
              false,
            )
          }
        />
      </td>
      <td className="flex min-w-0 items-center">
        <button
          type="button"
          aria-expanded={!folded}
          tabIndex={tabIndex}
          onClick={() => onFold(group)}
          className="-ml-1 flex min-w-0 items-center gap-1 rounded pr-2 font-semibold"
        >
          <ChevronRight className={clsx('size-4 shrink-0 text-ink-3', !folded && 'rotate-90')} aria-hidden />
          <span className="truncate">{group}</span>
        </button>
        <span className="tnum shrink-0 text-ink-3">{note}</span>
        {extra}
      </td>
      <td className="flex items-center justify-end pr-2">
        <button
          type="button"
          aria-haspopup="menu"
          aria-label={`More for ${kind} ${group}`}
          title="More"
          tabIndex={tabIndex}
          onClick={(event) => onMenu(event.currentTarget, items)}
          className={ROW_BUTTON}
        >
          <Ellipsis className="size-4" aria-hidden />
        </button>
      </td>
    </tr>
  )
}
