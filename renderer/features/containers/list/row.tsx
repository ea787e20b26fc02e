import { clsx } from 'clsx'
import { ChevronRight, Ellipsis, Play, Square } from 'lucide-react'
import { memo } from 'react'
import type { Container } from '../../../../contract/index.ts'
import { BareCheckbox } from '../../../components/checkbox.tsx'
import { count } from '../../../lib/format.ts'
import { actOnContainers } from '../act-on.ts'
import { actionsFor } from '../actions.ts'
import { Cell } from './cells.tsx'
import type { ColumnId } from './columns.ts'
import type { Line } from './grouping.ts'

/** What every row of a list shares; the same object as long as nothing of it changes. */
export type RowShared = {
  engine: string
  address: string
  shown: readonly ColumnId[]
  tracks: string
  disabled: boolean
  /** Opens the menu of these containers under a button. */
  onMenu: (under: HTMLElement, containers: readonly Container[]) => void
  onSelect: (ids: readonly string[], on: boolean, range: boolean) => void
  onFold: (stack: string) => void
}

type RowProps = {
  shared: RowShared
  index: number
  /** Pixels from the list’s top. */
  start: number
  /** It has the focus when the list has it. */
  active: boolean
}

const ROW =
  'absolute [contain:strict] top-0 left-0 grid w-full items-center border-line/60 border-b outline-offset-[-2px]'

type ContainerRowProps = RowProps & { container: Container; selected: boolean; inStack: boolean }

/** One container. */
export const ContainerRow = memo(function ContainerRow(props: ContainerRowProps) {
  const { container, selected, inStack, shared, index, start, active } = props
  const { engine, address, shown, tracks, disabled, onMenu, onSelect } = shared
  const tabIndex = active ? 0 : -1
  const quick = actionsFor([container]).find(({ action }) => action === 'start' || action === 'stop')
  return (
    <tr
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={selected}
      tabIndex={tabIndex}
      className={clsx(ROW, 'group h-8', selected ? 'bg-accent-soft' : 'hover:bg-hover')}
      style={{ gridTemplateColumns: tracks, transform: `translateY(${start}px)` }}
    >
      <td className="flex items-center justify-center">
        <BareCheckbox
          label={`Select ${container.name}`}
          checked={selected}
          tabIndex={tabIndex}
          onChange={(on, event) => onSelect([container.id], on, event.shiftKey)}
        />
      </td>
      {shown.map((column) => (
        <td key={column} className={clsx('flex min-w-0 items-center pr-3', column === 'name' && inStack && 'pl-5')}>
          <Cell column={column} container={container} address={address} tabIndex={tabIndex} />
        </td>
      ))}
      <td className="flex items-center justify-end gap-0.5 pr-2">
        {quick ? (
          <button
            type="button"
            aria-label={`${quick.label} ${container.name}`}
            title={quick.label}
            tabIndex={tabIndex}
            disabled={disabled}
            onClick={() => actOnContainers(engine, quick, [container])}
            className={ICON}
          >
            {quick.action === 'start' ? (
              <Play className="size-3.5" aria-hidden />
            ) : (
              <Square className="size-3.5" aria-hidden />
            )}
          </button>
        ) : null}
        <button
          type="button"
          aria-haspopup="menu"
          aria-label={`More for ${container.name}`}
          title="More"
          tabIndex={tabIndex}
          onClick={(event) => onMenu(event.currentTarget, [container])}
          className={ICON}
        >
          <Ellipsis className="size-4" aria-hidden />
        </button>
      </td>
    </tr>
  )
})

const ICON =
  'inline-flex size-6 items-center justify-center rounded-md text-ink-3 hover:bg-pressed hover:text-ink disabled:opacity-40'

type StackRowProps = RowProps & { line: Extract<Line, { kind: 'stack' }>; selected: 'all' | 'some' | 'none' }

/** A stack’s heading, which folds its containers away. */
export const StackRow = memo(function StackRow({ line, selected, shared, index, start, active }: StackRowProps) {
  const { stack, containers, folded } = line
  const { onMenu, onSelect, onFold } = shared
  const tabIndex = active ? 0 : -1
  const running = containers.filter(({ state }) => state === 'running').length
  return (
    <tr
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={selected === 'all'}
      tabIndex={tabIndex}
      className={clsx(ROW, 'h-8', selected === 'all' ? 'bg-accent-soft' : 'bg-surface hover:bg-hover')}
      style={{ gridTemplateColumns: '2.25rem 1fr 4.75rem', transform: `translateY(${start}px)` }}
    >
      <td className="flex items-center justify-center">
        <BareCheckbox
          label={`Select stack ${stack}`}
          checked={selected === 'all'}
          partly={selected === 'some'}
          tabIndex={tabIndex}
          onChange={(on) =>
            onSelect(
              containers.map(({ id }) => id),
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
          onClick={() => onFold(stack)}
          className="-ml-1 flex min-w-0 items-center gap-1 rounded pr-2 font-semibold"
        >
          <ChevronRight className={clsx('size-4 shrink-0 text-ink-3', !folded && 'rotate-90')} aria-hidden />
          <span className="truncate">{stack}</span>
        </button>
        <span className="tnum shrink-0 text-ink-3">
          {count(containers.length, 'container')}, {running} running
        </span>
      </td>
      <td className="flex items-center justify-end pr-2">
        <button
          type="button"
          aria-haspopup="menu"
          aria-label={`More for stack ${stack}`}
          title="More"
          tabIndex={tabIndex}
          onClick={(event) => onMenu(event.currentTarget, containers)}
          className={ICON}
        >
          <Ellipsis className="size-4" aria-hidden />
        </button>
      </td>
    </tr>
  )
})
