import { useState } from 'react'
import { cloneCommand } from '../../../../contract/volume-commands.ts'
import { CommandLine } from '../../../components/command-line.tsx'
import { Field } from '../../../components/field.tsx'
import { FormDialog } from '../../../components/form-dialog.tsx'
import { client } from '../../../lib/connection.ts'
import { useContainers, useVolumes } from '../../../lib/inventory.ts'
import { actAsJob } from '../../../lib/job-done.ts'
import { useSettings } from '../../../lib/settings.ts'
import { nameError } from '../create/form.ts'
import { usersOf } from '../list/rows.ts'

type RenameDialogProps = { engine: string; name: string; onClose: () => void }

/** Gives a volume another name, which the engine can’t: it is copied, and its containers are made anew with the copy. */
export function RenameDialog({ engine, name, onClose }: RenameDialogProps) {
  const { showCommands } = useSettings()
  const volumes = useVolumes(engine)
  const users = usersOf(useContainers(engine)).get(name) ?? []
  const [to, setTo] = useState(name)
  const wrong = to.trim() === name ? undefined : nameError(to, (one) => volumes.some(({ id }) => id === one))
  const names = [...new Set(users.map(({ container }) => container.name))]
  const rename = () => {
    onClose()
    void actAsJob({
      doing: `Renaming ${name}`,
      done: ({ note }) => `Renamed ${name} to ${to}${note ? `. ${note}` : ''}`,
      failed: `${name} could not be renamed.`,
      start: (signal) => client.volumes.rename({ engine, name, to: to.trim() }, { signal }),
    })
  }
  return (
    <FormDialog
      title={`Rename ${name}`}
      description="The engine can’t rename a volume: it is copied under the new name."
      confirm="Rename"
      ready={to.trim() !== '' && to.trim() !== name && wrong === undefined}
      onSubmit={rename}
      onClose={onClose}
    >
      <Field label="New name" value={to} onChange={setTo} error={wrong} autoFocus />
      {names.length === 0 ? (
        <p className="text-ink-2">No container has it: the old one is removed once the copy is whole.</p>
      ) : (
        <p className="text-ink-2">
          <span className="font-medium text-ink">{names.join(', ')}</span> {names.length === 1 ? 'is' : 'are'} stopped
          and made anew with the copy. The old {names.length === 1 ? 'one stays' : 'ones stay'}, stopped, with the old
          volume, until you remove them.
        </p>
      )}
      {showCommands && to.trim() !== name ? <CommandLine command={cloneCommand(name, to)} /> : null}
    </FormDialog>
  )
}
