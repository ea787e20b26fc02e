import { CloudOff } from 'lucide-react'
import { Button } from '../components/button.tsx'
import { client, connection } from '../lib/connection.ts'
import { useSelectedEngine } from '../lib/engines.ts'
import { asProblem } from '../lib/problem.ts'
import { useStore } from '../lib/store.ts'
import { toastProblem } from '../lib/toasts.ts'

/** Says that the host, or the engine, is gone and that it is being tried again. */
export function ConnectionBanner() {
  const line = useStore(connection.state)
  const engine = useSelectedEngine()
  if (line.state === 'lost')
    return <Banner title="Reconnecting to the host" why={line.problem.why} onRetry={connection.connect} />
  if (line.state === 'open' && engine?.status.state === 'reconnecting') {
    const { id, name, status } = engine
    return (
      <Banner
        title={`Reconnecting to ${name}`}
        why={status.problem.why}
        onRetry={() => {
          client.engines
            .retry({ engine: id })
            .catch((error) => toastProblem(asProblem(error, `${name} could not be tried again.`)))
        }}
      />
    )
  }
  return null
}

/** Floats, so that nothing under it moves when it comes and goes. */
function Banner({ title, why, onRetry }: { title: string; why: string; onRetry: () => void }) {
  return (
    <div
      role="alert"
      className="-translate-x-1/2 absolute top-1.5 left-1/2 z-20 flex w-max max-w-[calc(100%-2rem)] items-center gap-3 rounded-lg bg-warn-soft py-1.5 pr-2 pl-3.5 shadow-popup"
    >
      <CloudOff className="size-4 shrink-0 text-warn" aria-hidden />
      <p className="line-clamp-2 min-w-0 flex-1 text-ink">
        <strong className="font-semibold">{title}.</strong> {why}
      </p>
      <Button size="small" onClick={onRetry}>
        Try again
      </Button>
    </div>
  )
}
