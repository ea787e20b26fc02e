import { Link } from '@tanstack/react-router'
import { History, SearchX } from 'lucide-react'
import { useState } from 'react'
import type { Engine, Incarnation } from '../../../contract/index.ts'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Input } from '../../components/field.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { Scroller } from '../../components/scroller.tsx'
import { Segments } from '../../components/segments.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { useNow } from '../../lib/clock.ts'
import { useDebounced } from '../../lib/debounced.ts'
import { ago, duration, moment } from '../../lib/format.ts'
import { asProblem } from '../../lib/problem.ts'
import { causeTone, causeWord } from './cause-words.ts'
import { useRuns } from './use-runs.ts'

const SHOWN = [
  { value: 'ended', label: 'Ended' },
  { value: 'removed', label: 'Removed' },
  { value: 'all', label: 'All' },
] as const
type Shown = (typeof SHOWN)[number]['value']

const FEW = 100
const MANY = 1_000

/** Every run of every container that was written down, also of those that are gone. */
export function RunList({ engine }: { engine: Engine }) {
  const [text, setText] = useState('')
  const [shown, setShown] = useState<Shown>('ended')
  const [limit, setLimit] = useState(FEW)
  const search = useDebounced(text.trim(), 200)
  const { data, error, refetch } = useRuns(engine.id, {
    limit: shown === 'removed' ? MANY : limit,
    ...(search !== '' && { search }),
    ...(shown === 'ended' && { ended: true }),
  })
  const runs = shown === 'removed' ? data?.filter(({ removed }) => removed) : data
  return (
    <>
      <div className="flex shrink-0 flex-wrap items-center gap-1.5 border-line border-b px-3 py-2">
        <Input
          type="search"
          aria-label="Search runs"
          placeholder="Name, image or stack"
          className="max-w-64"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Segments label="Which runs" value={shown} options={SHOWN} onChange={setShown} />
      </div>
      {error ? (
        <ProblemView
          page
          problem={asProblem(error, 'What was recorded could not be read.')}
          onRetry={() => void refetch()}
        />
      ) : !runs ? (
        <SkeletonLines label="Loading what was recorded" />
      ) : runs.length === 0 ? (
        <None search={search} shown={shown} onClear={() => setText('')} />
      ) : (
        <Scroller label="Runs">
          <ul aria-label="Runs of containers">
            {alike(runs).map(({ run, times }) => (
              <RunRow key={run.number} run={run} times={times} />
            ))}
          </ul>
          {data && data.length >= limit && shown !== 'removed' && limit < MANY ? (
            <div className="flex justify-center p-3">
              <Button onClick={() => setLimit(MANY)}>Show older ones</Button>
            </div>
          ) : null}
        </Scroller>
      )}
    </>
  )
}

/** Runs of one container that ended alike are one line, at the newest of them: a loop must not hide all else. */
function alike(runs: readonly Incarnation[]): { run: Incarnation; times: number }[] {
  const lines = new Map<string, { run: Incarnation; times: number }>()
  for (const run of runs) {
    const key = `${run.container} ${causeWord(run.cause)}`
    const line = lines.get(key)
    if (line) line.times += 1
    else lines.set(key, { run, times: 1 })
  }
  return [...lines.values()]
}

function RunRow({ run, times }: { run: Incarnation; times: number }) {
  const { number, name, image, stack, started, ended, cause, sentence, removed } = run
  const when = useNow((now) => ago(ended ?? started, now))
  return (
    <li className="flex items-start gap-3 border-line/60 border-b px-4 py-2 hover:bg-hover max-md:flex-wrap">
      <span className="w-32 shrink-0 pt-px max-md:w-auto">
        <Badge tone={causeTone(cause)}>{causeWord(cause)}</Badge>
      </span>
      <div className="min-w-0 flex-1 max-md:order-last max-md:basis-full">
        <p className="flex min-w-0 flex-wrap items-baseline gap-x-2">
          <Link
            to="/what-happened"
            search={{ run: number }}
            className="min-w-0 truncate font-medium text-ink hover:underline"
          >
            {name}
          </Link>
          {removed ? <span className="text-ink-3 text-sm">removed</span> : null}
          <span className="min-w-0 truncate text-ink-3 text-sm" title={image}>
            {stack === undefined ? image : `${image}, stack ${stack}`}
          </span>
        </p>
        <p className="wrap-anywhere text-ink-2">
          {sentence}
          {times > 1 ? <span className="text-ink-3"> {times} times; this is the last of them.</span> : null}
        </p>
      </div>
      <span className="tnum shrink-0 text-right text-ink-3 text-sm max-md:ml-auto">
        <time dateTime={new Date(ended ?? started).toISOString()} title={moment(ended ?? started)}>
          {ended === undefined ? `started ${when}` : when}
        </time>
        {ended === undefined ? null : <span className="block">ran {duration(ended - started)}</span>}
      </span>
    </li>
  )
}

function None({ search, shown, onClear }: { search: string; shown: Shown; onClear: () => void }) {
  if (search !== '')
    return (
      <EmptyState icon={SearchX} title="No run fits" actions={<Button onClick={onClear}>Clear search</Button>}>
        No name, image or stack that was written down has “{search}” in it.
      </EmptyState>
    )
  return (
    <EmptyState icon={History} title={shown === 'removed' ? 'No removed container is known' : 'Nothing has ended yet'}>
      While Slipway runs, in its window, its tray or as <code className="font-mono">slipway serve</code>, it writes down
      how each container ends: why, its last 200 lines and what it used until then. It stays here when the container is
      removed.
    </EmptyState>
  )
}
