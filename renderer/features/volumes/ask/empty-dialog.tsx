import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { emptyCommand } from '../../../../contract/volume-commands.ts'
import { CommandLine } from '../../../components/command-line.tsx'
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { Skeleton } from '../../../components/skeleton.tsx'
import { client } from '../../../lib/connection.ts'
import { size } from '../../../lib/format.ts'
import { actAsJob } from '../../../lib/job-done.ts'
import { asProblem } from '../../../lib/problem.ts'
import { useSettings } from '../../../lib/settings.ts'
import { undoWith } from '../../../lib/undo-volumes.ts'
import { keptWords } from '../remove/consequences.ts'
import { useRunning } from './in-use.tsx'
import { StopSwitch } from './stop-switch.tsx'

/** What goes, by its size in bytes. */
function what(bytes: number | undefined): string {
  if (bytes === undefined) return 'All that is in it is'
  return bytes === 0 ? 'There is no data in it; its folders and empty files are' : `${size(bytes)} are`
}

type EmptyDialogProps = { engine: string; name: string; onClose: () => void }

/** Says what emptying a volume takes, and does it on the word. */
export function EmptyDialog({ engine, name, onClose }: EmptyDialogProps) {
  const { showCommands, restorePoints } = useSettings()
  const [stop, setStop] = useState(false)
  const running = useRunning(engine, [name])
  const { data, error, refetch } = useQuery({
    queryKey: ['volumes', 'losses', engine, [name]],
    queryFn: ({ signal }) => client.volumes.losses({ engine, names: [name] }, { signal }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })
  const loss = data?.[0]
  const elsewhere = loss?.kept === 'elsewhere'
  const empty = () => {
    onClose()
    void actAsJob({
      doing: `Emptying ${name}`,
      done: () => `Emptied ${name}`,
      failed: `${name} could not be emptied.`,
      start: (signal) => client.volumes.empty({ engine, name, stop }, { signal }),
      undo: (result) => undoWith(engine, result.restorePoints),
    })
  }
  return (
    <ConfirmDialog
      open
      title={<span className="wrap-anywhere">Empty {name}?</span>}
      confirm="Empty"
      danger
      waiting={loss === undefined || elsewhere || (running.length > 0 && !stop)}
      onConfirm={empty}
      onClose={onClose}
    >
      <div className="flex flex-col gap-4">
        {error ? (
          <ProblemView
            problem={asProblem(error, 'The engine did not say what would be lost.')}
            onRetry={() => void refetch()}
          />
        ) : null}
        {loss ? (
          <p>
            {elsewhere
              ? 'Its files are on another machine, or in a folder that others use, too: change them there.'
              : `${what(loss.size)} removed; the volume itself stays. ${keptWords(loss.kept, restorePoints.days)}`}
          </p>
        ) : error ? null : (
          <div role="status">
            <span className="sr-only">Measuring what would be lost</span>
            <Skeleton className="h-4 w-3/5" />
          </div>
        )}
        <StopSwitch running={running} stop={stop} onStop={setStop} />
        {showCommands ? <CommandLine command={emptyCommand(name)} /> : null}
      </div>
    </ConfirmDialog>
  )
}
