import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { ChevronLeft, ChevronRight, History } from 'lucide-react'
import type { Engine, Incarnation } from '../../../contract/index.ts'
import { Badge } from '../../components/badge.tsx'
import { buttonClass } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { client } from '../../lib/connection.ts'
import { asProblem } from '../../lib/problem.ts'
import { causeTone, causeWord } from './cause-words.ts'
import { StoryView } from './story-view.tsx'
import { useRuns } from './use-runs.ts'

type StoryOfProps = { engine: Engine; container: string | undefined; run: number | undefined; stale: boolean }

/** What happened to one run; of a container alone, to its last one that ended, or to the one that goes on. */
export function StoryOf({ engine, container, run, stale }: StoryOfProps) {
  if (run !== undefined) return <OfRun engine={engine} run={run} stale={stale} />
  return <OfContainer engine={engine} container={container ?? ''} stale={stale} />
}

function OfContainer({ engine, container, stale }: { engine: Engine; container: string; stale: boolean }) {
  const { data, error, refetch } = useRuns(engine.id, { container, limit: 50 })
  if (error)
    return <Failed problem={asProblem(error, 'What was recorded could not be read.')} onRetry={() => void refetch()} />
  if (!data) return <SkeletonLines label="Loading what happened" />
  const run = data.find(({ ended }) => ended !== undefined) ?? data[0]
  if (run) return <OfRun engine={engine} run={run.number} stale={stale} />
  return (
    <>
      <Head />
      <EmptyState icon={History} title="Nothing is written down of it" actions={<AllRuns />}>
        Slipway writes down what happens while it runs. This container has not run since, or it is too long ago.
      </EmptyState>
    </>
  )
}

function OfRun({ engine, run, stale }: { engine: Engine; run: number; stale: boolean }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['recorder', 'story', engine.id, run],
    queryFn: ({ signal }) => client.recorder.story({ engine: engine.id, incarnation: run }, { signal }),
    // One that goes on gets longer; of one that ended, what comes after it is told for a while.
    refetchInterval: ({ state }) => (state.data && settled(state.data.incarnation) ? false : 5_000),
  })
  if (error)
    return (
      <Failed
        problem={asProblem(error, 'What was written down of it could not be read.')}
        onRetry={() => void refetch()}
      />
    )
  if (!data) return <SkeletonLines label="Loading what happened" />
  return (
    <>
      <Head run={data.incarnation} previous={data.previous} next={data.next} />
      <StoryView key={run} engine={engine} story={data} stale={stale} />
    </>
  )
}

/** Two minutes after its end nothing more is added. */
function settled({ ended }: Incarnation): boolean {
  return ended !== undefined && Date.now() - ended > 120_000
}

type HeadProps = { run?: Incarnation; previous?: number | undefined; next?: number | undefined }

function Head({ run, previous, next }: HeadProps) {
  const navigate = useNavigate()
  const go = (to: number | undefined) => {
    if (to !== undefined) void navigate({ to: '/what-happened', search: { run: to }, replace: true })
  }
  return (
    <header className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-line border-b px-3 py-2">
      <title>{run ? `What happened to ${run.name}? · Slipway` : 'What happened? · Slipway'}</title>
      <Link
        to="/what-happened"
        aria-label="All runs"
        className="inline-flex size-7 items-center justify-center rounded-md text-ink-3 hover:bg-hover hover:text-ink"
      >
        <ChevronLeft className="size-4" aria-hidden />
      </Link>
      <h1 className="min-w-0 truncate font-semibold text-lg" title={run?.name}>
        {run ? `What happened to ${run.name}?` : 'What happened?'}
      </h1>
      {run ? <Badge tone={causeTone(run.cause)}>{causeWord(run.cause)}</Badge> : null}
      {run?.removed ? <Badge>Removed</Badge> : null}
      <div className="flex grow items-center justify-end gap-1">
        {run ? (
          <>
            <IconButton
              icon={ChevronLeft}
              label="The run before"
              disabled={previous === undefined}
              onClick={() => go(previous)}
            />
            <IconButton
              icon={ChevronRight}
              label="The run after"
              disabled={next === undefined}
              onClick={() => go(next)}
            />
            {run.removed ? null : (
              <Link to="/containers/$id" params={{ id: run.container }} className={buttonClass()}>
                Open the container
              </Link>
            )}
          </>
        ) : null}
      </div>
    </header>
  )
}

function Failed({ problem, onRetry }: { problem: Parameters<typeof ProblemView>[0]['problem']; onRetry: () => void }) {
  return (
    <>
      <Head />
      <ProblemView page problem={problem} onRetry={onRetry} actions={<AllRuns />} />
    </>
  )
}

function AllRuns() {
  return (
    <Link to="/what-happened" className={buttonClass()}>
      What is remembered
    </Link>
  )
}
