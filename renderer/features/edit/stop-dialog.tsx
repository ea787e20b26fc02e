import { useState } from 'react'
import { actCommand } from '../../../contract/container-commands.ts'
import { Field } from '../../components/field.tsx'
import { actOnOne } from './act-on-one.ts'
import { EditDialog, type EditProps } from './edit-dialog.tsx'

/** Stops a container after a chosen grace. */
export function StopDialog({ engine, container, onClose }: EditProps) {
  const [seconds, setSeconds] = useState('10')
  const grace = /^\d{1,5}$/.test(seconds) ? Number(seconds) : undefined
  return (
    <EditDialog
      title={`Stop ${container.name}`}
      description="The container is asked to end, and killed if it has not after the grace."
      confirm="Stop"
      command={grace === undefined ? undefined : actCommand({ action: 'stop', grace }, [container.name])}
      done={`Stopped ${container.name}`}
      failed={`${container.name} could not be stopped.`}
      run={() => actOnOne({ engine, id: container.id, action: 'stop', grace: grace ?? 10 })}
      onClose={onClose}
    >
      <Field
        label="Grace in seconds"
        inputMode="numeric"
        value={seconds}
        onChange={setSeconds}
        error={grace === undefined ? 'A whole number of seconds.' : undefined}
        autoFocus
      />
    </EditDialog>
  )
}
