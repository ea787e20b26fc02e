import { Link } from '@tanstack/react-router'
import { Boxes } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Engine, VmStatus } from '../../../contract/index.ts'
import { vmCommand } from '../../../contract/vm-commands.ts'
import { Button, buttonClass } from '../../components/button.tsx'
import { CommandLine } from '../../components/command-line.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Scroller } from '../../components/scroller.tsx'
import { Section } from '../../components/section.tsx'
import { useSettings } from '../../lib/settings.ts'
import { ActionBar } from './action-bar.tsx'
import { FailureView } from './failure-view.tsx'
import { StageList } from './stage-list.tsx'
import { useVms } from './use-vms.ts'
import { start } from './vm-actions.ts'
import { STATE_WORDS, stateSentence, titleOf } from './words.ts'

type OwnEngineProps = {
  /** The engine that is shown, where it is one of Slipway’s own; else the default one is offered. */
  engine?: Engine | undefined
  /** What else can be done where there is none. */
  others?: ReactNode
  /** For while nothing is to be said about the machine: there can be none, or it runs. */
  fallback: ReactNode
}

/** Brings Slipway’s own engine up: offers it, shows how its start goes, and what mends it when it fails. */
export function OwnEngine({ engine, others, fallback }: OwnEngineProps) {
  const { vms } = useVms()
  const status = vms?.find(({ name, address }) => (engine ? address === engine.address : name === 'default'))
  if (status === undefined) return fallback
  const { name, state } = status
  // From here on the engine itself says how it is.
  if (state.state === 'running') return fallback
  if (state.state === 'absent' || state.state === 'stopped')
    return (
      <Offer status={status} others={others}>
        {engine
          ? `${stateSentence(status)} Its containers, images and volumes are there again once it runs.`
          : 'This computer has no engine, so Slipway brings its own: Docker in a small Linux machine. It runs as long as Slipway is open, and takes only the disk space that is used.'}
      </Offer>
    )
  return (
    <Scroller label={titleOf(name)}>
      <div className="mx-auto flex max-w-xl flex-col gap-4 p-6 pt-[8vh]">
        <Section
          title={`Slipway’s own engine: ${STATE_WORDS[state.state].toLowerCase()}`}
          actions={<Details name={name} />}
        >
          {state.state === 'crashed' ? <FailureView name={name} failure={state.failure} /> : null}
          {state.state === 'starting' || state.state === 'crashed' ? (
            <StageList status={status} />
          ) : (
            <p className="text-ink-2">{stateSentence(status)}</p>
          )}
          <div className="flex flex-wrap justify-end gap-2">
            {state.state === 'crashed' ? others : null}
            <ActionBar status={status} />
          </div>
        </Section>
      </div>
    </Scroller>
  )
}

function Details({ name }: { name: string }) {
  return (
    <Link to="/vm/$name" params={{ name }} className={buttonClass('quiet', 'small')}>
      Details
    </Link>
  )
}

function Offer({ status, others, children }: { status: VmStatus; others: ReactNode; children: ReactNode }) {
  const { name, state } = status
  const { showCommands } = useSettings()
  return (
    <EmptyState
      icon={Boxes}
      title={state.state === 'absent' ? 'No engine was found' : 'Slipway’s own engine is stopped'}
      actions={
        <>
          <Button look="primary" onClick={() => void start(name)}>
            Start Slipway’s own engine
          </Button>
          {others}
          <Details name={name} />
        </>
      }
    >
      <p>{children}</p>
      {showCommands ? <CommandLine command={vmCommand(name, 'start')} className="mt-3 text-left" /> : null}
    </EmptyState>
  )
}
