import { memo } from 'react'
import { Badge } from '../../../components/badge.tsx'
import { Skeleton } from '../../../components/skeleton.tsx'
import { useNow } from '../../../lib/clock.ts'
import { ago, moment, shortId, size } from '../../../lib/format.ts'
import { UpdateBadge } from '../../updates/index.ts'
import { pathId } from '../find-image.ts'
import { SizeBar } from '../size-bar.tsx'
import type { ColumnId } from './columns.ts'
import { type ImageRow, isDangling, NONE } from './rows.ts'

export type CellProps = {
  engine: string
  row: ImageRow
  /** The biggest image’s size, in bytes. */
  most: number
  /** Sizes are being measured. */
  measuring: boolean
  /** 0 in the line that has the focus, else -1: one stop for the Tab key in the whole list. */
  tabIndex: 0 | -1
}

/** What a column shows of an image. */
export const Cell = memo(function Cell({ column, ...props }: CellProps & { column: ColumnId }) {
  const { row } = props
  switch (column) {
    case 'repository':
      return <Repository {...props} />
    case 'tag':
      return row.tag === '' ? (
        <span className="text-ink-3">{NONE}</span>
      ) : (
        <span className="truncate text-ink-2" title={row.tag}>
          {row.tag}
        </span>
      )
    case 'image':
      return (
        <code className="truncate font-mono text-ink-2 text-sm" title={row.image.id}>
          {shortId(row.image.id)}
        </code>
      )
    case 'created':
      return <Created time={row.image.created} />
    case 'size':
      return (
        <span className="tnum truncate" title={`${row.image.size.toLocaleString()} bytes`}>
          {size(row.image.size)}
        </span>
      )
    case 'unique':
      return <Shares {...props} />
    case 'users':
      return <Users {...props} />
  }
})

function Repository({ engine, row, tabIndex }: CellProps) {
  const { image, repository } = row
  return (
    <span className="flex min-w-0 items-center gap-2">
      <a
        href={`#/images/${pathId(image.id)}`}
        tabIndex={tabIndex}
        title={repository || image.id}
        className="truncate font-medium text-ink hover:underline"
      >
        {repository || shortId(image.id)}
      </a>
      {isDangling(row) ? <Badge tone="warn">Dangling</Badge> : null}
      {row.reference === undefined ? null : <UpdateBadge engine={engine} reference={row.reference} />}
    </span>
  )
}

function Created({ time }: { time: number }) {
  const text = useNow((now) => ago(time, now))
  // Reproducible builds say 1970, or year 1.
  if (time <= 0) return <span className="text-ink-3">–</span>
  return (
    <time dateTime={new Date(time).toISOString()} title={moment(time)} className="tnum truncate text-ink-2">
      {text}
    </time>
  )
}

function Shares({ row: { shared, unique }, most, measuring }: CellProps) {
  if (shared === undefined || unique === undefined)
    return measuring ? <Skeleton className="h-1.5 w-full" /> : <span className="text-ink-3">–</span>
  return (
    <span className="flex w-full items-center gap-2">
      <SizeBar shared={shared} unique={unique} most={most} />
      <span className="tnum w-18 shrink-0 text-right text-ink-2">{size(unique)}</span>
    </span>
  )
}

/** More containers are on the image’s page. */
const SHOWN_USERS = 1

function Users({ row: { users }, tabIndex }: CellProps) {
  if (users.length === 0) return <span className="text-ink-3">–</span>
  const more = users.slice(SHOWN_USERS)
  return (
    <span className="flex min-w-0 gap-x-2 overflow-hidden">
      {users.slice(0, SHOWN_USERS).map(({ id, name }) => (
        <a
          key={id}
          href={`#/containers/${encodeURIComponent(id)}`}
          tabIndex={tabIndex}
          title={name}
          className="min-w-0 truncate text-accent hover:underline"
        >
          {name}
        </a>
      ))}
      {more.length > 0 ? (
        <span className="tnum shrink-0 text-ink-3" title={more.map(({ name }) => name).join(', ')}>
          +{more.length}
        </span>
      ) : null}
    </span>
  )
}
