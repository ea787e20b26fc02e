import { useState } from 'react'
import { commitCommand } from '../../../contract/container-commands.ts'
import { Field } from '../../components/field.tsx'
import { Switch } from '../../components/switch.tsx'
import { client } from '../../lib/connection.ts'
import { EditDialog, type EditProps } from './edit-dialog.tsx'
import { imageNameError } from './image-name-error.ts'

/** Makes an image of a container as it is now. */
export function CommitDialog({ engine, container, onClose }: EditProps) {
  const [reference, setReference] = useState('')
  const [author, setAuthor] = useState('')
  const [message, setMessage] = useState('')
  const [pause, setPause] = useState(true)
  const name = reference.trim()
  const error = name === '' ? undefined : imageNameError(name)
  const options = {
    pause,
    ...(name !== '' && { reference: name }),
    ...(author !== '' && { author }),
    ...(message !== '' && { message }),
  }
  return (
    <EditDialog
      title={`Commit ${container.name} to an image`}
      description="Keeps the container’s files as a new image. What is in its volumes does not go along."
      confirm="Commit"
      command={error === undefined ? commitCommand(container.name, options) : undefined}
      done={`Committed ${container.name}`}
      failed={`${container.name} could not be committed.`}
      run={() => client.containers.commit({ engine, id: container.id, ...options })}
      onClose={onClose}
    >
      <Field
        label="Image"
        value={reference}
        onChange={setReference}
        placeholder="my-app:1.0"
        error={error}
        description="Empty: the image has no name."
        autoFocus
      />
      <Field label="Author" value={author} onChange={setAuthor} />
      <Field label="Message" value={message} onChange={setMessage} />
      <Switch
        checked={pause}
        onChange={setPause}
        description="Holds the container meanwhile, so that its files fit together."
      >
        Pause while committing
      </Switch>
    </EditDialog>
  )
}
