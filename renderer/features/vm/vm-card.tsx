import { Link } from '@tanstack/react-router'
import type { VmStatus } from '../../../contract/index.ts'
import { Badge } from '../../components/badge.tsx'
import { buttonClass } from '../../components/button.tsx'
import { ActionBar } from './action-bar.tsx'
import { FailureView } from './failure-view.tsx'
import { StageList } from './stage-list.tsx'
import { useVms } from './use-vms.ts'
import { STATE_TONES, STATE_WORDS, stateSentence, titleOf } from './words.ts'

/** Slipway’s own virtual machines, each with its state and what can be done; nothing where there can be none. */
export function VmCards() {
  const { vms = [] } = useVms()
  return vms.map((status) => <VmCard key={status.name} status={status} />)
}

function VmCard({ status }: { status: VmStatus }) {
  const { name, state, runBy } = status
  return (
    <li className="rounded-lg border border-line bg-surface">
      <div className="flex flex-wrap items-center gap-3 px-4 py-2.5">
        <div className="min-w-0 flex-1 basis-48">
          <h2 className="flex flex-wrap items-center gap-x-2 font-semibold">
            <span className="truncate">{titleOf(name)}</span>
            <Badge tone={STATE_TONES[state.state]}>{STATE_WORDS[state.state]}</Badge>
          </h2>
          <p className="text-ink-3 text-sm">
            {state.state === 'absent'
              ? 'Slipway’s own engine, in a small Linux machine. It is made at its first start.'
              : [stateSentence(status), runBy].filter(Boolean).join(' ')}
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <ActionBar status={status} />
          <Link to="/vm/$name" params={{ name }} className={buttonClass('quiet')}>
            Details
          </Link>
        </div>
      </div>
      {state.state === 'starting' ? (
        <div className="border-line border-t px-4 py-3">
          <StageList status={status} />
        </div>
      ) : null}
      {state.state === 'crashed' ? (
        <div className="border-line border-t px-4 py-3">
          <FailureView name={name} failure={state.failure} />
        </div>
      ) : null}
    </li>
  )
}
