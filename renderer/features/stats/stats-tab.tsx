import { getRouteApi, Link } from '@tanstack/react-router'
import { ChartLine } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import type { Container, Engine, RecordedEvent } from '../../../contract/index.ts'
import { buttonClass } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { Scroller } from '../../components/scroller.tsx'
import { Section } from '../../components/section.tsx'
import { useSelectedEngine } from '../../lib/engines.ts'
import { useInventory } from '../../lib/inventory.ts'
import { asProblem } from '../../lib/problem.ts'
import type { ChartData, Range } from './chart/types.ts'
import { chartsOf, firstKnown, liveRows, MOST_COMPARED, recordedLimit, recordedRows, type Subject } from './charts.ts'
import { ChartsSkeleton } from './charts-skeleton.tsx'
import { ChartsView } from './charts-view.tsx'
import { Compare } from './compare.tsx'
import { EventList } from './event-list.tsx'
import { marksOf } from './events.ts'
import { between, fromFirst, LIVE_SPAN, type RangeChoice, rangeOf, rangeText, readRange } from './range.ts'
import { RangeBar } from './range-bar.tsx'
import { useUsage, useUsageFeed } from './usage.ts'
import { useHistory } from './use-history.ts'
import { useLive } from './use-live.ts'

const route = getRouteApi('/containers/$id')
/** More are one click away. */
const MOST_EVENTS = 12
const MINUTE = 60_000

/** What a container uses and used. */
export function StatsTab({ engine, container }: { engine: string; container: Container }) {
  const selected = useSelectedEngine()
  if (selected?.id !== engine) return null
  return <Stats key={container.id} engine={selected} container={container} />
}

function Stats({ engine, container }: { engine: Engine; container: Container }) {
  const { range: asked, with: compared = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const runs = container.state === 'running' || container.state === 'paused'
  const choice = useMemo(
    (): RangeChoice => readRange(asked) ?? (runs ? { kind: 'live' } : { kind: 'last', span: '24h' }),
    [asked, runs],
  )
  const go = useCallback(
    (next: RangeChoice, others = compared) =>
      void navigate({
        search: { tab: 'stats', range: rangeText(next), ...(others !== '' && { with: others }) },
        replace: true,
      }),
    [navigate, compared],
  )
  const drag = useCallback((chosen: Range) => go(between(chosen)), [go])

  const known = useInventory(engine.id, (inventory) => inventory.containers.byId)
  const others = compared
    .split(' ')
    .filter((id) => id !== container.id && known.has(id))
    .slice(0, MOST_COMPARED - 1)
  const ids = [container.id, ...others]
  const key = ids.join(' ')
  const isLive = choice.kind === 'live'
  useUsageFeed(engine, isLive ? ids : [])
  const live = useLive(ids, !isLive)
  const { data, error, refetch } = useHistory(engine.id, ids, choice)
  const limit = useOwnLimit(engine, container.id)

  const charts = useMemo(() => {
    const subjects = key.split(' ').map((id): Subject => {
      const memoryLimit = (isLive ? limit : undefined) ?? (data && recordedLimit(data.history, id))
      return { id, name: known.get(id)?.name ?? id, memoryLimit }
    })
    if (isLive) {
      const samples = live?.samples ?? new Map()
      return chartsOf(subjects, liveRows(data?.history, samples), { step: 1_000, reach: 6_000 })
    }
    if (!data) return undefined
    return chartsOf(subjects, recordedRows(data.history), { step: data.history.step, reach: data.history.step * 1.5 })
  }, [key, data, isLive, live, limit, known])
  const range = isLive
    ? { from: (live?.now ?? Date.now()) - LIVE_SPAN, to: live?.now ?? Date.now() }
    : shown(choice, data?.range ?? rangeOf(choice, Date.now()), charts)
  const marks = useMemo(() => marksOf(data?.events ?? []), [data])
  // Live, the charts move on once a second; what stands around them need not be made anew for that.
  const minute = Math.floor(range.to / MINUTE) * MINUTE
  const { from, to } = isLive ? rangeOf(choice, minute) : range
  const bar = useMemo(() => {
    const others = key.split(' ').slice(1)
    return (
      <>
        <RangeBar choice={choice} range={{ from, to }} onChoice={go} live={runs} />
        <span className="flex-1" />
        <Compare
          engine={engine.id}
          container={container}
          others={others}
          onOthers={(next) => go(choice, next.join(' '))}
        />
      </>
    )
  }, [choice, from, to, go, runs, engine.id, container, key])
  const happened = useMemo(() => {
    if (!data || data.events.length === 0) return null
    return <Happened container={container.id} events={data.events} />
  }, [data, container.id])
  const nothing = charts?.every(({ rows }) => rows.every(({ average }) => average.every((value) => value === null)))

  return (
    <Scroller label="Stats">
      <div className="flex flex-col gap-3 p-4">
        <ChartsView
          label={container.name}
          charts={charts ?? []}
          range={range}
          marks={marks}
          onRange={drag}
          note={
            error && !data && !isLive ? (
              <ProblemView
                problem={asProblem(error, 'What was recorded could not be read.')}
                onRetry={() => void refetch()}
              />
            ) : !charts ? (
              <ChartsSkeleton />
            ) : nothing && !isLive ? (
              <Nothing container={container} />
            ) : undefined
          }
        >
          {bar}
        </ChartsView>
        {happened}
      </div>
    </Scroller>
  )
}

function Happened({ container, events }: { container: string; events: readonly RecordedEvent[] }) {
  return (
    <Section
      title="What happened in this time"
      actions={
        <Link to="/what-happened" search={{ container }} className={buttonClass('quiet', 'small')}>
          All of it
        </Link>
      }
    >
      <EventList label="What happened" events={events.toReversed()} few={MOST_EVENTS} fold />
    </Section>
  )
}

/** Of the last hour, day or week: from where something is known. */
function shown(choice: RangeChoice, range: Range, charts: readonly ChartData[] | undefined): Range {
  return choice.kind === 'last' && charts ? fromFirst(range, firstKnown(charts)) : range
}

/** Its own memory limit in bytes, as the samples say it: what is not less than the machine’s memory is none. */
function useOwnLimit({ status }: Engine, id: string): number | undefined {
  const limit = useUsage(id)?.memoryLimit
  const machine = 'facts' in status ? status.facts.memory : 0
  return limit && (machine === 0 || limit < machine * 0.995) ? limit : undefined
}

function Nothing({ container }: { container: Container }) {
  return (
    <EmptyState
      icon={ChartLine}
      title="Nothing was measured in this time"
      actions={
        <Link to="/what-happened" search={{ container: container.id }} className={buttonClass()}>
          What happened?
        </Link>
      }
    >
      Slipway measures each running container while its own window, tray or{' '}
      <code className="font-mono">slipway serve</code> runs, and keeps it for a week. {container.name} did not run then,
      or nobody was there to measure it.
    </EmptyState>
  )
}
