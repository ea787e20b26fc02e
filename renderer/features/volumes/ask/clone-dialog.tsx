import { useState } from 'react'
import { cloneCommand } from '../../../../contract/volume-commands.ts'
import { CommandLine } from '../../../components/command-line.tsx'
import { Field } from '../../../components/field.tsx'
import { FormDialog } from '../../../components/form-dialog.tsx'
import { client } from '../../../lib/connection.ts'
import { useVolumes } from '../../../lib/inventory.ts'
import { actAsJob } from '../../../lib/job-done.ts'
import { useSettings } from '../../../lib/settings.ts'
import { nameError } from '../create/form.ts'
import { freeName } from './free-name.ts'
import { InUse, useRunning, type WhileInUse } from './in-use.tsx'

type CloneDialogProps = { engine: string; name: string; onClose: () => void }

/** Copies a volume into a new one. */
export function CloneDialog({ engine, name, onClose }: CloneDialogProps) {
  const { showCommands } = useSettings()
  const volumes = useVolumes(engine)
  const taken = (one: string) => volumes.some(({ id }) => id === one)
  const [to, setTo] = useState(() => freeName(name, 'copy', taken))
  const [whileInUse, setWhileInUse] = useState<WhileInUse>('pause')
  const running = useRunning(engine, [name])
  const wrong = nameError(to, taken)
  const clone = () => {
    onClose()
    void actAsJob({
      doing: `Cloning ${name}`,
      done: () => `Cloned ${name} to ${to}`,
      failed: `${name} could not be cloned.`,
      start: (signal) => client.volumes.clone({ engine, name, to: to.trim(), whileInUse }, { signal }),
    })
  }
  return (
    <FormDialog
      title={`Clone ${name}`}
      description="All that is in it, into a new volume on the engine’s disk."
      confirm="Clone"
      ready={to.trim() !== '' && wrong === undefined}
      onSubmit={clone}
      onClose={onClose}
    >
      <Field label="New volume" value={to} onChange={setTo} error={wrong} autoFocus />
      <InUse running={running} value={whileInUse} onChange={setWhileInUse} />
      {showCommands ? <CommandLine command={cloneCommand(name, to)} /> : null}
    </FormDialog>
  )
}
