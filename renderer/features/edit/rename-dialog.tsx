import { useState } from 'react'
import { renameCommand } from '../../../contract/container-commands.ts'
import { Field } from '../../components/field.tsx'
import { client } from '../../lib/connection.ts'
import { useContainers } from '../../lib/inventory.ts'
import { EditDialog, type EditProps } from './edit-dialog.tsx'
import { nameError } from './name-error.ts'

/** Gives a container another name. */
export function RenameDialog({ engine, container, onClose }: EditProps) {
  const [name, setName] = useState(container.name)
  const taken = useContainers(engine).map((other) => other.name)
  const error = name === container.name ? undefined : nameError(name, taken)
  const changed = name !== container.name && error === undefined
  return (
    <EditDialog
      title={`Rename ${container.name}`}
      confirm="Rename"
      command={changed ? renameCommand(container.name, name) : undefined}
      done={`Renamed ${container.name} to ${name}`}
      failed={`${container.name} could not be renamed.`}
      run={() => client.containers.rename({ engine, id: container.id, name })}
      onClose={onClose}
    >
      <Field label="New name" value={name} onChange={setName} error={error} autoFocus />
    </EditDialog>
  )
}
