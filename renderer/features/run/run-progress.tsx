import { useEffect, useEffectEvent } from 'react'
import type { Problem } from '../../../contract/index.ts'
import { Button } from '../../components/button.tsx'
import { CommandLine } from '../../components/command-line.tsx'
import { size } from '../../lib/format.ts'
import { cancelJob, useJobs } from '../../lib/jobs.ts'
import { progressOf } from '../../lib/progress.ts'

type RunProgressProps = {
  job: string
  command: string
  onDone: (container: string) => void
  onFailed: (problem: Problem) => void
  onCancelled: () => void
}

/** How far the container is: its image’s layers, then its start. It can be cancelled. */
export function RunProgress({ job: id, command, onDone, onFailed, onCancelled }: RunProgressProps) {
  const job = useJobs().find((one) => one.id === id)
  const outcome = job?.outcome
  const end = useEffectEvent((ended: typeof outcome) => {
    if (ended?.state === 'done') onDone(ended.result.container ?? '')
    else if (ended?.state === 'failed') onFailed(ended.problem)
    else if (ended?.state === 'cancelled') onCancelled()
  })
  useEffect(() => end(outcome), [outcome])
  const { done, total } = progressOf(job?.steps ?? [])
  return (
    <>
      <div className="flex items-center gap-3">
        <div className="min-w-0 flex-1" role="status">
          <p className="flex justify-between gap-3">
            <span className="truncate font-medium">{job?.doing || 'Asking the engine'}</span>
            <span className="tnum shrink-0 text-ink-3 text-sm">
              {total > 0 ? `${size(done)} of ${size(total)}` : ''}
            </span>
          </p>
          <progress
            className="mt-1 h-1 w-full"
            aria-label={job?.title ?? 'Run'}
            {...(total > 0 ? { value: done, max: total } : {})}
          />
        </div>
        <Button disabled={!job} onClick={() => job && cancelJob(job)}>
          Cancel
        </Button>
      </div>
      {job && job.steps.length > 0 ? (
        <ul aria-label="Layers" className="grid gap-x-6 text-ink-2 text-sm sm:grid-cols-2">
          {job.steps.map((step) => (
            <li key={step.id} className="flex gap-2">
              <code className="font-mono">{step.id}</code>
              <span className="min-w-0 flex-1 truncate">{step.state}</span>
              <span className="tnum text-ink-3">
                {step.total === undefined ? '' : `${size(step.done ?? 0)} of ${size(step.total)}`}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      <CommandLine command={command} />
    </>
  )
}
