import { Link } from '@tanstack/react-router'
import { LayoutDashboard, Play } from 'lucide-react'
import { useState } from 'react'
import type { Dashboard, Engine } from '../../../contract/index.ts'
import { buttonClass } from '../../components/button.tsx'
import { CommandLine } from '../../components/command-line.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { Scroller } from '../../components/scroller.tsx'
import { asProblem } from '../../lib/problem.ts'
import { EngineGate } from '../engines/index.ts'
import { HistoryCharts, type RangeChoice } from '../stats/index.ts'
import { AttentionList } from './attention-list.tsx'
import { Changes } from './changes.tsx'
import { DashboardSkeleton } from './dashboard-skeleton.tsx'
import { Tiles } from './tiles.tsx'
import { TopContainers } from './top-containers.tsx'
import { useDashboard } from './use-dashboard.ts'

/** How the selected engine is, what changed, and what needs a person. */
export function DashboardPage() {
  return (
    <EngineGate title="Dashboard" waiting={<DashboardSkeleton />}>
      {(engine, stale) => <OfEngine key={engine.id} engine={engine} stale={stale} />}
    </EngineGate>
  )
}

function OfEngine({ engine, stale }: { engine: Engine; stale: boolean }) {
  const [choice, setChoice] = useState<RangeChoice>({ kind: 'last', span: '1h' })
  const { data, error, refetch } = useDashboard(engine.id, choice)
  return (
    <>
      <PageHeader
        title="Dashboard"
        note={
          <span>
            {engine.name}
            {'facts' in engine.status
              ? `, ${PRODUCTS[engine.status.facts.product]} ${engine.status.facts.version}`
              : null}
          </span>
        }
        actions={
          <Link to="/what-happened" className={buttonClass()}>
            What happened?
          </Link>
        }
      />
      {data ? (
        <Scroller label="Dashboard">
          <div className="mx-auto flex max-w-6xl flex-col gap-4 p-4">
            {error ? (
              <ProblemView
                problem={asProblem(error, 'How the engine is could not be asked.')}
                onRetry={() => void refetch()}
              />
            ) : null}
            <Tiles dashboard={data} />
            {data.totals.containers === 0 ? (
              <NoContainers />
            ) : (
              <Filled engine={engine} data={data} stale={stale} choice={choice} onChoice={setChoice} />
            )}
          </div>
        </Scroller>
      ) : error ? (
        <ProblemView
          page
          problem={asProblem(error, 'How the engine is could not be asked.')}
          onRetry={() => void refetch()}
        />
      ) : (
        <DashboardSkeleton />
      )}
    </>
  )
}

const PRODUCTS = { docker: 'Docker', podman: 'Podman' } as const

type FilledProps = {
  engine: Engine
  data: Dashboard
  stale: boolean
  choice: RangeChoice
  onChoice: (choice: RangeChoice) => void
}

function Filled({ engine, data, stale, choice, onChoice }: FilledProps) {
  return (
    <>
      <AttentionList engine={engine.id} items={data.attention} disabled={stale} />
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
        <TopContainers top={data.top} choice={choice} />
        <Changes changes={data.changes} />
      </div>
      <section aria-label="All containers together" className="flex flex-col gap-3">
        <h2 className="-mb-1 font-semibold text-lg">All containers together</h2>
        <HistoryCharts
          engine={engine.id}
          label="All containers"
          choice={choice}
          onChoice={onChoice}
          empty={
            <p className="rounded-lg border border-line bg-surface px-4 py-3 text-ink-2">
              Nothing was measured in this time. Slipway measures while it runs, and writes it down every 10 s: the
              first curve is here in a moment, and stays for days.
            </p>
          }
        />
      </section>
    </>
  )
}

function NoContainers() {
  return (
    <EmptyState
      icon={LayoutDashboard}
      title="Nothing to watch yet"
      actions={
        <Link to="/run" className={buttonClass('primary')}>
          <Play aria-hidden />
          Run a container
        </Link>
      }
    >
      <p className="mb-3">
        Run a container: here you will see which uses most, what changed since yesterday, and what needs you.
      </p>
      <CommandLine command="docker run -d --name web -p 8080:80 nginx" className="text-left" />
    </EmptyState>
  )
}
