import { memo } from 'react'
import { Badge, Dot } from '../../../components/badge.tsx'
import { useNow } from '../../../lib/clock.ts'
import { ago, moment } from '../../../lib/format.ts'
import { stateTone } from '../../containers/index.ts'
import type { NetworkRow } from '../members.ts'
import { type ColumnId, traits } from './columns.ts'

export type CellProps = {
  row: NetworkRow
  /** 0 in the line that has the focus, else -1: one stop for the Tab key in the whole list. */
  tabIndex: 0 | -1
}

const NONE = <span className="text-ink-3">–</span>

/** What a column shows of a network. */
export const Cell = memo(function Cell({ column, ...props }: CellProps & { column: ColumnId }) {
  const { network } = props.row
  switch (column) {
    case 'name':
      return <Name {...props} />
    case 'driver':
      return <span className="truncate text-ink-2">{network.driver}</span>
    case 'scope':
      return <span className="truncate text-ink-2">{network.scope}</span>
    case 'subnet':
      return <Addresses of={network.subnets} />
    case 'gateway':
      return <Addresses of={network.gateways} />
    case 'traits':
      return <Traits row={props.row} />
    case 'members':
      return <Members {...props} />
    case 'created':
      return <Created time={network.created} />
  }
})

function Name({ row: { network }, tabIndex }: CellProps) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <a
        href={`#/networks/${encodeURIComponent(network.id)}`}
        tabIndex={tabIndex}
        title={network.name}
        className="truncate font-medium text-ink hover:underline"
      >
        {network.name}
      </a>
      {network.builtIn ? <Badge>Built in</Badge> : null}
    </span>
  )
}

function Addresses({ of: [first, ...more] }: { of: readonly string[] }) {
  if (first === undefined) return NONE
  return (
    <span className="tnum flex min-w-0 gap-1.5 font-mono text-ink-2 text-sm" title={[first, ...more].join(', ')}>
      <span className="truncate">{first}</span>
      {more.length > 0 ? <span className="shrink-0 text-ink-3">+{more.length}</span> : null}
    </span>
  )
}

function Traits({ row }: { row: NetworkRow }) {
  const words = traits(row)
  if (words.length === 0) return NONE
  return (
    <span className="flex min-w-0 gap-1 overflow-hidden">
      {words.map((word) => (
        <Badge key={word} tone={word === 'Internal' ? 'warn' : 'neutral'}>
          {word}
        </Badge>
      ))}
    </span>
  )
}

/** More containers are on the network’s page. */
const SHOWN_MEMBERS = 2

function Members({ row: { members }, tabIndex }: CellProps) {
  if (members.length === 0) return NONE
  const more = members.slice(SHOWN_MEMBERS)
  return (
    <span className="flex min-w-0 gap-x-2.5 overflow-hidden">
      {members.slice(0, SHOWN_MEMBERS).map((member) => (
        <span key={member.id} className="flex min-w-0 items-center gap-1.5">
          <Dot tone={stateTone(member)} />
          <a
            href={`#/containers/${encodeURIComponent(member.id)}`}
            tabIndex={tabIndex}
            title={member.name}
            className="min-w-0 truncate hover:underline"
          >
            {member.name}
          </a>
        </span>
      ))}
      {more.length > 0 ? (
        <span className="tnum shrink-0 text-ink-3" title={more.map(({ name }) => name).join(', ')}>
          +{more.length}
        </span>
      ) : null}
    </span>
  )
}

function Created({ time }: { time: number }) {
  const text = useNow((now) => ago(time, now))
  if (!(time > 0)) return NONE
  return (
    <time dateTime={new Date(time).toISOString()} title={moment(time)} className="tnum truncate text-ink-2">
      {text}
    </time>
  )
}
