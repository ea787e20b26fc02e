import { memo } from 'react'
import { Badge } from '../../../components/badge.tsx'
import { Skeleton } from '../../../components/skeleton.tsx'
import { useNow } from '../../../lib/clock.ts'
import { ago, moment, size as sizeText } from '../../../lib/format.ts'
import { volumePath } from '../paths.ts'
import type { ColumnId } from './columns.ts'
import { shortName, type VolumeRow } from './rows.ts'

export type CellProps = {
  row: VolumeRow
  /** Sizes are being measured. */
  measuring: boolean
  /** 0 in the line that has the focus, else -1: one stop for the Tab key in the whole list. */
  tabIndex: 0 | -1
}

/** What a column shows of a volume. */
export const Cell = memo(function Cell({ column, ...props }: CellProps & { column: ColumnId }) {
  const { volume } = props.row
  switch (column) {
    case 'name':
      return <Name {...props} />
    case 'users':
      return <Users {...props} />
    case 'size':
      return <Size {...props} />
    case 'driver':
      return (
        <span className="truncate text-ink-2" title={volume.driver}>
          {driverWords(volume.driver, volume.options)}
        </span>
      )
    case 'created':
      return volume.created === undefined ? NOTHING : <Created time={volume.created} />
  }
})

const NOTHING = <span className="text-ink-3">–</span>

/** The driver, and what kind of file system it mounts where it was told. */
export function driverWords(driver: string, options: Readonly<Record<string, string>>): string {
  const { type } = options
  return type ? `${driver} · ${type}` : driver
}

function Name({ row: { volume }, tabIndex }: CellProps) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <a
        href={`#${volumePath(volume.id)}`}
        tabIndex={tabIndex}
        title={volume.id}
        className="truncate font-medium text-ink hover:underline"
      >
        {shortName(volume)}
      </a>
      {volume.anonymous ? <Badge tone="neutral">Anonymous</Badge> : null}
    </span>
  )
}

/** More containers are on the volume’s page. */
const SHOWN_USERS = 1

function Users({ row: { users, origin }, tabIndex }: CellProps) {
  if (users.length === 0 && origin) {
    const whose = `was ${origin.container}’s ${origin.path}`
    return (
      <span className="truncate text-ink-3" title={`${whose}, of ${origin.image}`}>
        {whose}
      </span>
    )
  }
  if (users.length === 0) return NOTHING
  const more = users.slice(SHOWN_USERS)
  return (
    <span className="flex min-w-0 gap-x-2 overflow-hidden">
      {users.slice(0, SHOWN_USERS).map(({ container, path, writable }) => (
        <span key={`${container.id} ${path}`} className="flex min-w-0 gap-x-1.5">
          <a
            href={`#/containers/${encodeURIComponent(container.id)}`}
            tabIndex={tabIndex}
            title={container.name}
            className="min-w-8 shrink truncate text-accent hover:underline"
          >
            {container.name}
          </a>
          <span className="min-w-0 truncate text-ink-3" title={path}>
            {path}
          </span>
          {writable ? null : <span className="shrink-0 text-ink-3">read-only</span>}
        </span>
      ))}
      {more.length > 0 ? (
        <span
          className="tnum shrink-0 text-ink-3"
          title={more.map(({ container, path }) => `${container.name} ${path}`).join('\n')}
        >
          +{more.length}
        </span>
      ) : null}
    </span>
  )
}

function Size({ row: { size }, measuring }: CellProps) {
  if (size === undefined) return measuring ? <Skeleton className="h-3 w-10" /> : NOTHING
  return (
    <span className="tnum truncate" title={`${size.toLocaleString()} bytes`}>
      {sizeText(size)}
    </span>
  )
}

function Created({ time }: { time: number }) {
  const text = useNow((now) => ago(time, now))
  return (
    <time dateTime={new Date(time).toISOString()} title={moment(time)} className="tnum truncate text-ink-2">
      {text}
    </time>
  )
}
