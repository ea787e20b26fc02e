import { CircleAlert } from 'lucide-react'
import type { Container } from '../../../../contract/index.ts'
import { useContainerDetail } from '../../../lib/container-detail.ts'
import { useStore } from '../../../lib/store.ts'
import { justRun } from '../just-run.ts'
import { earlyEnding } from './ending.ts'

type EarlyEndProps = { engine: string; container: Container }

/** Why a container that was just run from here ended at once. */
export function EarlyEnd({ engine, container }: EarlyEndProps) {
  const id = useStore(justRun)
  return id === container.id && container.state === 'exited' ? <Why engine={engine} container={container} /> : null
}

function Why({ engine, container }: EarlyEndProps) {
  const { data } = useContainerDetail(engine, container)
  const why = data && earlyEnding(data)
  if (why === undefined) return null
  return (
    <p
      role="status"
      className={`mx-3 mb-2 flex gap-2 rounded-md px-3 py-2 ${container.exitCode === 0 ? 'bg-hover' : 'bg-bad-soft text-bad'}`}
    >
      <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
      <span>{why}</span>
    </p>
  )
}
