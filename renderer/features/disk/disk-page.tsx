import { RefreshCw, Sparkles } from 'lucide-react'
import { useState } from 'react'
import type { DiskUsage, Engine } from '../../../contract/index.ts'
import { Button } from '../../components/button.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { size } from '../../lib/format.ts'
import { asProblem } from '../../lib/problem.ts'
import { EngineGate } from '../engines/index.ts'
import { cleanUp } from './cleaning.ts'
import { ItemList } from './item-list.tsx'
import { KINDS, type Kind } from './kinds.ts'
import { UsageCards } from './usage-cards.tsx'
import { useUsage } from './use-usage.ts'

/** What takes room on the selected engine, and what of it can be freed. */
export function DiskPage() {
  return (
    <EngineGate title="Disk" waiting={<Measuring />}>
      {(engine, stale) => <Disk key={engine.id} engine={engine} stale={stale} />}
    </EngineGate>
  )
}

function Disk({ engine, stale }: { engine: Engine; stale: boolean }) {
  const { data, error, isFetching, refetch, cancel } = useUsage(engine.id, !stale)
  const [shown, setShown] = useState<Kind>('images')
  return (
    <>
      <PageHeader
        title="Disk"
        note={data ? sums(data) : undefined}
        actions={
          <>
            {isFetching ? (
              <div role="status" className="flex items-center gap-2 text-ink-2">
                <progress className="h-1 w-16" aria-label="Measuring" />
                <span className="max-sm:sr-only">Measuring</span>
                <Button size="small" onClick={cancel}>
                  Cancel
                </Button>
              </div>
            ) : (
              <Button disabled={stale} onClick={() => void refetch()}>
                <RefreshCw aria-hidden />
                Measure again
              </Button>
            )}
            <Button look="primary" disabled={stale} onClick={() => cleanUp(engine.id)}>
              <Sparkles aria-hidden />
              Clean up…
            </Button>
          </>
        }
      />
      {error ? (
        <div className="p-4">
          <ProblemView
            problem={asProblem(error, 'What takes room could not be measured.')}
            onRetry={() => void refetch()}
          />
        </div>
      ) : null}
      {data ? (
        <>
          <UsageCards usage={data} shown={shown} onShow={setShown} />
          <div className="mt-3 flex min-h-0 flex-1 flex-col border-line border-t">
            <ItemList key={shown} kind={shown} items={data[shown].items} />
          </div>
        </>
      ) : error ? null : isFetching ? (
        <Measuring />
      ) : (
        <p className="p-4 text-ink-2">It has not been measured.</p>
      )}
    </>
  )
}

function sums(usage: DiskUsage): string {
  const all = KINDS.reduce((sum, kind) => sum + usage[kind].size, 0)
  const free = KINDS.reduce((sum, kind) => sum + usage[kind].reclaimable, 0)
  return `${size(all)}, ${size(free)} can be freed`
}

function Measuring() {
  return (
    <div role="status" className="flex flex-col gap-3 p-4">
      <span className="sr-only">Measuring what takes room</span>
      <Skeleton className="h-2 w-full" />
      <div className="grid grid-cols-4 gap-2 max-lg:grid-cols-2">
        {KINDS.map((kind) => (
          <Skeleton key={kind} className="h-26" />
        ))}
      </div>
    </div>
  )
}
