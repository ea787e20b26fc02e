import { Plus, RefreshCw, Server } from 'lucide-react'
import { Suspense, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { Scroller } from '../../components/scroller.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { useEngines, watchEngines } from '../../lib/engines.ts'
import { VmCards } from '../vm/index.ts'
import { AddEngineDialog } from './add-engine-dialog.tsx'
import { discover } from './engine-actions.ts'
import { EngineCard } from './engine-card.tsx'

/** Every known engine: how it is reached, how it is, what it says of itself. */
export function EnginesPage() {
  const known = useEngines()
  const [adding, setAdding] = useState(false)
  return (
    <>
      <PageHeader
        title="Engines"
        note={known.state === 'known' ? known.engines.length : undefined}
        actions={
          <>
            <Button onClick={discover}>
              <RefreshCw aria-hidden />
              Look again
            </Button>
            <Button look="primary" onClick={() => setAdding(true)}>
              <Plus aria-hidden />
              Add engine
            </Button>
          </>
        }
      />
      {known.state === 'asking' ? <SkeletonLines label="Loading the engines" /> : null}
      {known.state === 'failed' ? <ProblemView page problem={known.problem} onRetry={watchEngines} /> : null}
      {known.state === 'known' ? (
        <Scroller label="Engines">
          {known.engines.length === 0 ? (
            <EmptyState icon={Server} title="No engine is known">
              Start Docker or Podman on this computer and look again, or add an engine by its address.
            </EmptyState>
          ) : null}
          <ul className="mx-auto flex max-w-3xl flex-col gap-3 p-6 max-sm:p-3">
            <Suspense fallback={null}>
              <VmCards />
            </Suspense>
            {known.engines.map((engine) => (
              <EngineCard key={engine.id} engine={engine} selected={engine.id === known.selected?.id} />
            ))}
          </ul>
        </Scroller>
      ) : null}
      {adding ? <AddEngineDialog onClose={() => setAdding(false)} /> : null}
    </>
  )
}
