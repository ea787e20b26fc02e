import { type ReactNode, useState } from 'react'
import type { Job, Problem } from '../../contract/index.ts'
import { tellWhenEnded } from '../lib/follow-job.ts'
import type { JobResult } from '../lib/job-done.ts'
import { cancelJob, useJobs } from '../lib/jobs.ts'
import { asProblem } from '../lib/problem.ts'
import { useSettings } from '../lib/settings.ts'
import { Button } from './button.tsx'
import { CommandLine } from './command-line.tsx'
import { CopyButton } from './copy-button.tsx'
import { Dialog } from './dialog.tsx'
import { ProblemView } from './problem-view.tsx'
import { Transfer } from './transfer.tsx'

export type Begun = { job: string; command: string }

/** Begins a job and holds on to it; again when asked to. */
export function useBegun(begin: () => Promise<Begun>, failed: string) {
  const [begun, setBegun] = useState<Begun>()
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const start = () => {
    setBusy(true)
    setProblem(undefined)
    begin()
      .then(setBegun, (error) => setProblem(asProblem(error, failed)))
      .finally(() => setBusy(false))
  }
  return { begun, problem, busy, start, back: () => setBegun(undefined) }
}

type TransferDialogProps = {
  title: string
  begun: Begun
  /** What stands under the title, as the image’s whole name. */
  description?: ReactNode
  /** What it gave, once it is done. */
  result?: (result: JobResult) => ReactNode
  /** More that can be done once it is done. */
  whenDone?: ReactNode
  /** More that can be done about a failure. */
  whenFailed?: (code: string) => ReactNode
  onRetry: () => void
  onBack: () => void
  onClose: () => void
}

/** A job with an image under way, over the page. Closed, it goes on; a toast then says how it ended. */
export function TransferDialog(props: TransferDialogProps) {
  const { title, begun, description, result, whenDone, whenFailed, onRetry, onBack, onClose } = props
  const { showCommands } = useSettings()
  const job = useJobs().find(({ id }) => id === begun.job)
  const outcome = job?.outcome
  const running = outcome === undefined || outcome.state === 'running'
  const close = () => {
    if (job && running) tellWhenEnded(job)
    onClose()
  }
  return (
    <Dialog
      open
      wide
      onClose={close}
      title={title}
      description={description}
      actions={
        running ? (
          <>
            <span className="flex-1 text-ink-3 text-sm">Closed, it goes on; it is listed in Activity.</span>
            <Button disabled={!job} onClick={() => job && cancelJob(job)}>
              Cancel
            </Button>
            <Button look="primary" onClick={close}>
              Close
            </Button>
          </>
        ) : (
          <>
            {outcome.state === 'done' ? whenDone : <Button onClick={onBack}>Back</Button>}
            {outcome.state === 'failed' ? whenFailed?.(outcome.code) : null}
            {outcome.state === 'cancelled' ? (
              <Button look="primary" onClick={onRetry}>
                Try again
              </Button>
            ) : null}
            <Button look={outcome.state === 'done' ? 'primary' : 'plain'} onClick={close}>
              Close
            </Button>
          </>
        )
      }
    >
      <div className="flex flex-col gap-3">
        {job ? <Moving job={job} onRetry={onRetry} /> : <p role="status">Asking the engine</p>}
        {outcome?.state === 'done' ? result?.(outcome.result) : null}
        {showCommands ? <CommandLine command={begun.command} /> : null}
      </div>
    </Dialog>
  )
}

function Moving({ job, onRetry }: { job: Job; onRetry: () => void }) {
  const { outcome } = job
  const digest = outcome.state === 'done' ? outcome.result.digest : undefined
  return (
    <>
      {outcome.state === 'failed' ? <ProblemView problem={outcome.problem} onRetry={onRetry} /> : null}
      {outcome.state === 'failed' && job.steps.length === 0 ? null : <Transfer job={job} />}
      {digest === undefined ? null : (
        <p className="flex min-w-0 items-center gap-2 text-ink-2 text-sm">
          <span className="text-ink-3">Digest</span>
          <code className="min-w-0 flex-1 truncate font-mono" title={digest}>
            {digest}
          </code>
          <CopyButton text={digest} label="Copy digest" />
        </p>
      )}
    </>
  )
}
