import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { removeCommand } from '../../../../contract/container-commands.ts'
import type { Container } from '../../../../contract/index.ts'
import { CommandLine } from '../../../components/command-line.tsx'
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { Switch } from '../../../components/switch.tsx'
import { act } from '../../../lib/act.ts'
import { client } from '../../../lib/connection.ts'
import { count } from '../../../lib/format.ts'
import { asProblem } from '../../../lib/problem.ts'
import { useSettings } from '../../../lib/settings.ts'
import { undoWith } from '../../../lib/undo-volumes.ts'
import { LossList, LossSkeleton } from './loss-list.tsx'
import { runs } from './removal.ts'

type RemoveDialogProps = { engine: string; containers: readonly Container[]; onClose: () => void }

/** Says what removing would lose, shows the command, and removes on the word. */
export function RemoveDialog({ engine, containers, onClose }: RemoveDialogProps) {
  const { showCommands } = useSettings()
  const ids = containers.map(({ id }) => id)
  const [chosenForce, setForce] = useState<boolean>()
  const [volumes, setVolumes] = useState(false)
  const losses = useQuery({
    queryKey: ['containers', 'losses', engine, ids],
    queryFn: ({ signal }) => client.containers.losses({ engine, ids }, { signal }),
    select: (found) => [...found].sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)),
    staleTime: 0,
    gcTime: 0,
  })
  const running = losses.data ? losses.data.some((loss) => loss.running) : containers.some(runs)
  // One that runs can only be removed by force; the list says so before the word is given.
  const force = chosenForce ?? running
  const whom = containers.length === 1 ? (containers[0]?.name ?? '') : count(containers.length, 'container')

  const remove = () => {
    onClose()
    void act({
      doing: `Removing ${whom}`,
      done: `Removed ${whom}`,
      failed: `${whom} could not be removed.`,
      run: (signal) => client.containers.remove({ engine, ids, force, volumes }, { signal }),
      undo: ({ restorePoints }) => undoWith(engine, restorePoints),
    })
  }

  return (
    <ConfirmDialog
      open
      title={`Remove ${whom}?`}
      confirm="Remove"
      danger
      waiting={losses.isPending}
      onConfirm={remove}
      onClose={onClose}
    >
      <div className="flex flex-col gap-4">
        {losses.isPending ? <LossSkeleton lines={containers.length} /> : null}
        {losses.error ? (
          <ProblemView
            problem={asProblem(losses.error, 'The engine did not say what would be lost.')}
            onRetry={() => void losses.refetch()}
          />
        ) : null}
        {losses.data ? <LossList losses={losses.data} volumes={volumes} force={force} /> : null}
        <Switch
          checked={force}
          onChange={setForce}
          description="Kills what still runs first. Without it, running containers are left alone."
        >
          Force
        </Switch>
        <Switch
          checked={volumes}
          onChange={setVolumes}
          description="Removes their anonymous volumes; what is in them can be brought back for a while. Volumes with a name stay."
        >
          Remove anonymous volumes
        </Switch>
        {showCommands ? (
          <CommandLine
            command={removeCommand(
              { force, volumes },
              containers.map(({ name }) => name),
            )}
          />
        ) : null}
      </div>
    </ConfirmDialog>
  )
}
