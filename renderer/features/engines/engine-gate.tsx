import { Link } from '@tanstack/react-router'
import { ServerOff } from 'lucide-react'
import { type ReactNode, Suspense } from 'react'
import type { Engine } from '../../../contract/index.ts'
import { Button, buttonClass } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { connection } from '../../lib/connection.ts'
import { useEngines, watchEngines } from '../../lib/engines.ts'
import { useStore } from '../../lib/store.ts'
import { OwnEngine } from '../vm/index.ts'
import { discover, retry } from './engine-actions.ts'
import { TrustKey } from './trust-key.tsx'

type EngineGateProps = {
  /** The page’s name, for while the page itself cannot be shown. */
  title: string
  /** What to show while no engine has answered yet. */
  waiting: ReactNode
  /** The page; `stale` while what it shows is the last known state. */
  children: (engine: Engine, stale: boolean) => ReactNode
}

/** Shows a page of the selected engine, or why there is none and what to do. */
export function EngineGate({ title, waiting, children }: EngineGateProps) {
  const known = useEngines()
  const line = useStore(connection.state)
  const instead = (content: ReactNode) => (
    <>
      <PageHeader title={title} />
      {content}
    </>
  )
  if (known.state === 'failed') return instead(<ProblemView page problem={known.problem} onRetry={watchEngines} />)
  if (known.state === 'asking') {
    if (line.state !== 'lost') return instead(waiting)
    return instead(<ProblemView page problem={line.problem} onRetry={connection.connect} />)
  }
  const engine = known.selected
  if (!engine) return instead(<NoEngine />)
  const { status } = engine
  if (status.state === 'connecting')
    return instead(
      <OrItsMachine engine={engine} none={known.none}>
        {waiting}
      </OrItsMachine>,
    )
  if (status.state === 'unreachable')
    return instead(
      <OrItsMachine engine={engine} none={known.none}>
        <ProblemView
          page
          problem={status.problem}
          onRetry={() => retry(engine)}
          actions={
            <>
              <TrustKey problem={status.problem} />
              <Link to="/engines" className={buttonClass()}>
                Choose another engine
              </Link>
            </>
          }
        />
      </OrItsMachine>,
    )
  const stale = status.state === 'reconnecting' || line.state !== 'open'
  return (
    <div data-stale={stale || undefined} className="flex min-h-0 flex-1 flex-col">
      {children(engine, stale)}
    </div>
  )
}

type OrItsMachineProps = { engine: Engine; none: boolean; children: ReactNode }

/**
 * Of Slipway’s own engine, its machine has more to say than that it can’t be reached; where there is no engine at all,
 * that one is offered.
 */
function OrItsMachine({ engine, none, children }: OrItsMachineProps) {
  const own = engine.source === 'vm'
  if (!own && !none) return children
  return (
    <Suspense fallback={children}>
      <OwnEngine
        engine={own ? engine : undefined}
        others={
          <Link to="/engines" className={buttonClass()}>
            Choose another engine
          </Link>
        }
        fallback={children}
      />
    </Suspense>
  )
}

function NoEngine() {
  const others = (
    <>
      <Button onClick={discover}>Look again</Button>
      <Link to="/engines" className={buttonClass()}>
        Add an engine
      </Link>
    </>
  )
  const plain = (
    <EmptyState icon={ServerOff} title="No engine was found" actions={others}>
      Slipway looked at <code className="font-mono">DOCKER_HOST</code>, the Docker contexts and the usual sockets. Start
      Docker or Podman and look again, or add an engine by its address.
    </EmptyState>
  )
  return (
    <Suspense fallback={plain}>
      <OwnEngine others={others} fallback={plain} />
    </Suspense>
  )
}
