import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { VmFailure, VmMend } from '../../../contract/index.ts'
import { Button } from '../../components/button.tsx'
import { CommandLine } from '../../components/command-line.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { NextSteps } from '../../components/problem-view.tsx'
import { cancelJob, useJobs } from '../../lib/jobs.ts'
import { mend } from './vm-actions.ts'

/** What these begin with, an empty disk, is not what a hurried click should do. */
const ASKED: Partial<Record<VmMend['kind'], string>> = {
  'set-disk-aside':
    'The virtual machine begins with an empty disk: no containers, images or volumes. The damaged disk stays on this computer as a restore point until you forget it.',
  'new-disk':
    'The virtual machine begins with an empty disk: no containers, images or volumes. The former disk, if it comes back, is not used any more.',
  restore: 'The disk becomes what it was at the newest restore point. As it is now, it becomes a restore point itself.',
}

/** What failed and why, and the buttons that mend it, each with the command that does the same. */
export function FailureView({ name, failure }: { name: string; failure: VmFailure }) {
  const [asking, setAsking] = useState<VmMend>()
  const working = useJobs().find((job) => job.engine === `vm:${name}` && job.outcome.state === 'running')
  const { problem, mends } = failure
  const told = mends.length > 0 ? withoutCommands(problem.next) : problem.next
  const press = (one: VmMend) => (ASKED[one.kind] ? setAsking(one) : void mend(name, one))
  return (
    <div role="alert" className="flex gap-3 rounded-lg border border-line bg-bad-soft/40 p-4 text-left">
      <TriangleAlert className="mt-0.5 size-4 shrink-0 text-bad" aria-hidden />
      <div className="min-w-0 flex-1">
        <h3 className="font-semibold">{problem.what}</h3>
        <p className="mt-1 whitespace-pre-line break-words text-ink-2">{problem.why}</p>
        <NextSteps next={told} />
        {working ? (
          <div role="status" className="mt-3 flex items-center gap-3">
            <div className="min-w-0 flex-1">
              <p className="truncate text-ink-2 text-sm">{working.doing || working.title}</p>
              <progress className="mt-1 h-1 w-full" aria-label={working.title} />
            </div>
            <Button onClick={() => cancelJob(working)}>Cancel</Button>
          </div>
        ) : (
          <ul className="mt-3 flex flex-col gap-2">
            {mends.map((one, at) => (
              <li key={one.kind} className="flex items-start gap-2 max-sm:flex-col">
                <Button look={at === 0 ? 'primary' : 'plain'} onClick={() => press(one)}>
                  {one.label}
                </Button>
                <CommandLine command={one.command} className="min-w-0 flex-1 max-sm:w-full" />
              </li>
            ))}
          </ul>
        )}
      </div>
      <ConfirmDialog
        open={asking !== undefined}
        title={`${asking?.label ?? ''}?`}
        confirm={asking?.label ?? ''}
        danger
        onConfirm={() => {
          setAsking(undefined)
          if (asking) void mend(name, asking)
        }}
        onClose={() => setAsking(undefined)}
      >
        {asking ? ASKED[asking.kind] : null}
      </ConfirmDialog>
    </div>
  )
}

/** The buttons have the commands; what is left are the sentences. */
function withoutCommands(next: string): string {
  return next
    .split('\n')
    .filter((line) => !/`[^`]+`\s*$/.test(line))
    .join('\n')
}
