import { useState } from 'react'
import { replaceCommand } from '../../../../contract/volume-commands.ts'
import { CommandLine } from '../../../components/command-line.tsx'
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx'
import { Select } from '../../../components/select.tsx'
import { client } from '../../../lib/connection.ts'
import { useVolumes } from '../../../lib/inventory.ts'
import { actAsJob } from '../../../lib/job-done.ts'
import { useSettings } from '../../../lib/settings.ts'
import { undoWith } from '../../../lib/undo-volumes.ts'
import { useRunning } from './in-use.tsx'
import { StopSwitch } from './stop-switch.tsx'

type ReplaceDialogProps = { engine: string; name: string; onClose: () => void }

/** Puts what is in another volume in the place of what is in this one, which is kept. */
export function ReplaceDialog({ engine, name, onClose }: ReplaceDialogProps) {
  const { showCommands } = useSettings()
  const others = useVolumes(engine).filter(({ id, anonymous }) => id !== name && !anonymous)
  // One that was restored from it is the likely one.
  const [chosen, setChosen] = useState<string>()
  const by = chosen ?? others.find(({ id }) => id.startsWith(`${name}-restored`))?.id ?? others[0]?.id
  const [stop, setStop] = useState(false)
  const running = useRunning(engine, [name])
  const replace = () => {
    if (by === undefined) return
    onClose()
    void actAsJob({
      doing: `Replacing what is in ${name}`,
      done: () => `${name} has what ${by} has; what it had is kept among the restore points`,
      failed: `${name} was not replaced.`,
      start: (signal) => client.volumes.replace({ engine, name, by, stop }, { signal }),
      undo: (result) => undoWith(engine, result.restorePoints),
    })
  }
  return (
    <ConfirmDialog
      open
      title={<span className="wrap-anywhere">Replace what is in {name}?</span>}
      confirm="Replace"
      danger
      waiting={by === undefined || (running.length > 0 && !stop)}
      onConfirm={replace}
      onClose={onClose}
    >
      <div className="flex flex-col gap-4">
        {by === undefined ? (
          <p>There is no other volume with a name. Restore a backup first.</p>
        ) : (
          <>
            <Select
              label="By what is in"
              value={by}
              options={others.map(({ id }) => ({ value: id, label: id }))}
              onChange={setChosen}
              className="justify-between"
            />
            <p className="text-ink-2">
              What is in {name} now is kept as a restore point until you remove that. {by} stays as it is.
            </p>
            <StopSwitch running={running} stop={stop} onStop={setStop} />
            {showCommands ? <CommandLine command={replaceCommand(name, by)} /> : null}
          </>
        )}
      </div>
    </ConfirmDialog>
  )
}
