import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import type { DiskItem } from '../../../contract/index.ts'
import { Badge } from '../../components/badge.tsx'
import { ago, moment, shortId, size } from '../../lib/format.ts'
import type { Kind } from './kinds.ts'

/** The tracks of a row’s grid, which the head has, too. */
export const COLUMNS =
  'grid grid-cols-[minmax(9rem,3fr)_minmax(0,2fr)_7rem_11rem] gap-3 px-4 max-sm:grid-cols-[minmax(0,1fr)_11rem]'

type ItemRowProps = { kind: Kind; item: DiskItem; index: number; start: number; most: number; now: number }

/** One thing that takes room: what it is, who needs it, since when, how much. */
export function ItemRow({ kind, item, index, start, most, now }: ItemRowProps) {
  const { name, note, usedBy, inUse, lastUsed, created, size: bytes, shared } = item
  const time = lastUsed ?? created
  const label = name || shortId(item.id)
  return (
    <tr
      aria-rowindex={index + 2}
      className={clsx(COLUMNS, 'absolute top-0 left-0 h-9 w-full items-center border-line/60 border-b')}
      style={{ transform: `translateY(${start}px)` }}
    >
      <td className="flex min-w-0 items-center gap-2">
        <ItemName kind={kind} id={item.id} label={label} />
        {note ? <span className="truncate text-ink-3 text-sm">{note}</span> : null}
      </td>
      <td className="truncate text-ink-2 max-sm:hidden">
        {usedBy.length > 0 ? usedBy.join(', ') : inUse ? 'In use' : <Badge>Can be freed</Badge>}
      </td>
      <td className="truncate text-ink-2 max-sm:hidden" title={time === undefined ? undefined : moment(time)}>
        {time === undefined ? '' : ago(time, now)}
      </td>
      <td className="flex items-center justify-end gap-2">
        <span className="flex h-1.5 w-16 shrink-0 overflow-hidden rounded-full bg-pressed" aria-hidden>
          <span className="bg-accent" style={{ width: `${((bytes ?? 0) / most) * 100}%` }} />
          <span className="bg-idle-dot" style={{ width: `${((shared ?? 0) / most) * 100}%` }} />
        </span>
        <span
          className="tnum w-20 text-right"
          title={shared ? `and ${size(shared)} that it shares with other images` : undefined}
        >
          {bytes === undefined ? 'unknown' : size(bytes)}
        </span>
      </td>
    </tr>
  )
}

function ItemName({ kind, id, label }: { kind: Kind; id: string; label: string }) {
  if (kind === 'containers')
    return (
      <Link to="/containers/$id" params={{ id }} className="truncate font-medium hover:underline">
        {label}
      </Link>
    )
  if (kind === 'images')
    return (
      <Link to="/images/$id" params={{ id }} className="truncate font-medium hover:underline">
        {label}
      </Link>
    )
  return <span className="truncate font-medium">{label}</span>
}
