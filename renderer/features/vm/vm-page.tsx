import { useParams } from '@tanstack/react-router'
import { Boxes } from 'lucide-react'
import type { VmStatus } from '../../../contract/index.ts'
import { Badge } from '../../components/badge.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { type Fact, Facts } from '../../components/facts.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { Scroller } from '../../components/scroller.tsx'
import { Section } from '../../components/section.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { memory, moment } from '../../lib/format.ts'
import { ActionBar } from './action-bar.tsx'
import { FailureView } from './failure-view.tsx'
import { Folders } from './folders.tsx'
import { LogSection } from './log-section.tsx'
import { Mounts, Ports } from './ports.tsx'
import { Resources } from './resources.tsx'
import { RestorePoints } from './restore-points.tsx'
import { Sizes } from './sizes.tsx'
import { Sleep } from './sleep.tsx'
import { StageList } from './stage-list.tsx'
import { seconds, startTook } from './stage-rows.ts'
import { useVms } from './use-vms.ts'
import { STATE_TONES, STATE_WORDS, stateSentence, titleOf } from './words.ts'

/** A virtual machine of Slipway’s own: what it does, what it takes, what it shares, what it says, what can be done. */
export function VmPage() {
  const { name } = useParams({ from: '/vm/$name' })
  const { vms, problem, retry } = useVms()
  const status = vms?.find((one) => one.name === name)
  return (
    <>
      <PageHeader
        title={titleOf(name)}
        note={
          status ? <Badge tone={STATE_TONES[status.state.state]}>{STATE_WORDS[status.state.state]}</Badge> : undefined
        }
        actions={status ? <ActionBar status={status} /> : undefined}
      />
      {problem ? <ProblemView page problem={problem} onRetry={retry} /> : null}
      {!vms && !problem ? <SkeletonLines label="Loading the virtual machine" /> : null}
      {vms && !status ? (
        <EmptyState icon={Boxes} title="There is no such virtual machine">
          It was never made, or this Slipway has nothing to make one of.
        </EmptyState>
      ) : null}
      {status ? <Vm key={name} status={status} /> : null}
    </>
  )
}

function Vm({ status }: { status: VmStatus }) {
  const { name, state, live, notes } = status
  const is = state.state
  const up = is === 'running' || is === 'paused' || is === 'saving'
  return (
    <Scroller label={titleOf(name)}>
      <div className="mx-auto flex max-w-3xl flex-col gap-4 p-6 max-sm:p-3">
        <State status={status} />
        {up ? <Resources status={status} /> : null}
        {live ? <Ports ports={live.ports} /> : null}
        <Folders status={status} />
        {live ? <Mounts mounts={live.mounts} /> : null}
        <Sizes status={status} />
        <Sleep status={status} />
        <RestorePoints status={status} />
        {is === 'absent' ? null : <LogSection name={name} />}
        {notes.length > 0 ? (
          <Section title="What happened by itself">
            <ul className="flex flex-col gap-1">
              {notes.map(({ at, text }) => (
                <li key={`${at} ${text}`} className="flex gap-3">
                  <time className="tnum shrink-0 text-ink-3 text-sm">{moment(at)}</time>
                  <span className="min-w-0 break-words">{text}</span>
                </li>
              ))}
            </ul>
          </Section>
        ) : null}
      </div>
    </Scroller>
  )
}

function State({ status }: { status: VmStatus }) {
  const { name, state, stages, restartNeeded } = status
  const took = startTook(stages)
  const shown = state.state === 'starting' || state.state === 'crashed'
  return (
    <Section title="State">
      {state.state === 'crashed' ? (
        <FailureView name={name} failure={state.failure} />
      ) : (
        <p className="text-ink-2">
          {stateSentence(status)}
          {restartNeeded ? ' Settings were changed; they hold from its next start.' : ''}
        </p>
      )}
      {state.state === 'saving' ? (
        <progress
          className="h-1 w-full"
          aria-label="Saving"
          {...(state.total > 0 ? { value: state.done, max: state.total } : {})}
        />
      ) : null}
      {shown ? <StageList status={status} /> : null}
      {!shown && took !== undefined ? (
        <details>
          <summary className="cursor-default text-ink-2 hover:text-ink">Its start took {seconds(took)}</summary>
          <div className="pt-2 pl-4">
            <StageList status={status} />
          </div>
        </details>
      ) : null}
      <Facts facts={factsOf(status)} />
    </Section>
  )
}

function factsOf({ size, runBy, slow, address, diskUsed, stays, state }: VmStatus): Fact[] {
  const facts: Fact[] = [
    { name: 'Size', value: `${size.cpus} CPUs, ${memory(size.memory)} of memory, ${memory(size.disk)} of disk` },
    { name: 'Disk here', value: memory(diskUsed) },
    { name: 'Engine', value: <code className="wrap-anywhere font-mono text-sm">{address}</code> },
  ]
  if (runBy !== undefined) facts.push({ name: 'Run by', value: runBy })
  for (const { accelerator, why } of slow)
    facts.push({ name: 'Why so slow', value: `${accelerator} is not used: ${why}` })
  if (state.state === 'running') {
    facts.push({ name: 'Runs', value: stays ? 'until it is stopped' : 'as long as Slipway is open' })
  }
  return facts
}
