import { memo } from 'react'
import type { Container } from '../../../../contract/index.ts'
import { Dot } from '../../../components/badge.tsx'
import { useNow } from '../../../lib/clock.ts'
import { ago, cpu, memory, moment } from '../../../lib/format.ts'
import { Sparkline, useUsage } from '../../stats/index.ts'
import { publishedPorts } from '../ports.ts'
import { stateTone, stateWords } from '../state-words.ts'
import type { ColumnId } from './columns.ts'

export type CellProps = {
  container: Container
  /** The engine’s address, for where its ports are. */
  address: string
  /** 0 in the line that has the focus, else -1: one stop for the Tab key in the whole list. */
  tabIndex: 0 | -1
}

/** What a column shows of a container. */
export const Cell = memo(function Cell({ column, ...props }: CellProps & { column: ColumnId }) {
  switch (column) {
    case 'name':
      return <Name {...props} />
    case 'image':
      return (
        <span className="truncate text-ink-2" title={props.container.image}>
          {props.container.image}
        </span>
      )
    case 'state':
      return <State {...props} />
    case 'ports':
      return <Ports {...props} />
    case 'created':
      return <Created time={props.container.created} />
    case 'cpu':
      return <Cpu container={props.container} />
    case 'memory':
      return <Memory container={props.container} />
  }
})

function Name({ container: { id, name }, tabIndex }: CellProps) {
  return (
    // A plain link: the router’s own does much at each mount, and rows come and go while one scrolls.
    <a
      href={`#/containers/${encodeURIComponent(id)}`}
      tabIndex={tabIndex}
      title={name}
      className="truncate font-medium text-ink hover:underline"
    >
      {name}
    </a>
  )
}

function State({ container, tabIndex }: CellProps) {
  const words = stateWords(container)
  const ended = container.state === 'exited' || container.state === 'dead'
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Dot tone={stateTone(container)} />
      {ended ? (
        <a
          href={`#/what-happened?container=${encodeURIComponent(JSON.stringify(container.id))}`}
          tabIndex={tabIndex}
          title={`What happened to ${container.name}?`}
          className="truncate hover:underline"
        >
          {words}
        </a>
      ) : (
        <span className="truncate">{words}</span>
      )}
    </span>
  )
}

/** More ports are on the container’s page. */
const SHOWN_PORTS = 2

function Ports({ container, address, tabIndex }: CellProps) {
  const ports = publishedPorts(container.ports, address)
  const more = ports.slice(SHOWN_PORTS)
  return (
    <span className="flex min-w-0 gap-x-2 overflow-hidden">
      {ports.slice(0, SHOWN_PORTS).map(({ text, href }) =>
        href === undefined ? (
          <span key={text} className="tnum shrink-0 text-ink-2">
            {text}
          </span>
        ) : (
          <a
            key={text}
            href={href}
            target="_blank"
            rel="noreferrer"
            tabIndex={tabIndex}
            title={href}
            className="tnum shrink-0 text-accent hover:underline"
          >
            {text}
          </a>
        ),
      )}
      {more.length > 0 ? (
        <span className="tnum shrink-0 text-ink-3" title={more.map(({ text }) => text).join(', ')}>
          +{more.length}
        </span>
      ) : null}
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

const NONE = <span className="text-ink-3">–</span>

function Cpu({ container: { id, state } }: { container: Container }) {
  const usage = useUsage(id)
  if (state !== 'running' || !usage) return NONE
  return (
    <span className="flex w-full items-center justify-between gap-2">
      <span className="tnum">{cpu(usage.cpu)}</span>
      <Sparkline ids={[id]} measure="cpu" />
    </span>
  )
}

function Memory({ container: { id, state } }: { container: Container }) {
  const usage = useUsage(id)
  if (state !== 'running' || !usage) return NONE
  return (
    <span
      className="flex w-full items-center justify-between gap-2"
      title={usage.memoryLimit > 0 ? `of ${memory(usage.memoryLimit)}` : undefined}
    >
      <span className="tnum">{memory(usage.memory)}</span>
      <Sparkline ids={[id]} measure="memory" />
    </span>
  )
}
