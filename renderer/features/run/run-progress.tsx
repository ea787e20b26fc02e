import { useEffect, useEffectEvent } from 'react'
import type { Problem } from '../../../contract/index.ts'
import { Button } from '../../components/button.tsx'
import { CommandLine } from '../../components/command-line.tsx'
import { Layers } from '../../components/transfer.tsx'
import { size } from '../../lib/format.ts'
import { cancelJob, useJobs } from '../../lib/jobs.ts'
import { progressOf } from '../../lib/progress.ts'

type RunProgressProps = {
  job: string
  command: string
  /** It is followed, and drawn once it takes long. */
  shown: boolean
  onDone: (container: string) => void
  onFailed: (problem: Problem) => void
  onCancelled: () => void
}

/** How far the container is: its image’s layers, then its start. It can be cancelled. */
export function RunProgress({ job: id, command, shown, onDone, onFailed, onCancelled }: RunProgressProps) {
  const job = useJobs().find((one) => one.id === id)
  const outcome = job?.outcome
  const end = useEffectEvent((ended: typeof outcome) => {
    if (ended?.state === 'done') onDone(ended.result.container ?? '')
    else if (ended?.state === 'failed') onFailed(ended.problem)
    else if (ended?.state === 'cancelled') onCancelled()
  })
  useEffect(() => end(outcome), [outcome])
  if (!shown) return null
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
      {job ? <Layers steps={job.steps} /> : null}
      <CommandLine command={command} />
    </>
  )
}
