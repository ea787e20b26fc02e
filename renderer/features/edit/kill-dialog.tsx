import { useState } from 'react'
import { actCommand } from '../../../contract/container-commands.ts'
import { Select } from '../../components/select.tsx'
import { actOnOne } from './act-on-one.ts'
import { EditDialog, type EditProps } from './edit-dialog.tsx'

const SIGNALS = [
  { value: 'SIGKILL', label: 'SIGKILL: end at once' },
  { value: 'SIGTERM', label: 'SIGTERM: please end' },
  { value: 'SIGINT', label: 'SIGINT: as Ctrl-C' },
  { value: 'SIGQUIT', label: 'SIGQUIT: end with a dump' },
  { value: 'SIGHUP', label: 'SIGHUP: read the configuration again' },
  { value: 'SIGUSR1', label: 'SIGUSR1: the program’s own' },
  { value: 'SIGUSR2', label: 'SIGUSR2: the program’s own' },
] as const
type Signal = (typeof SIGNALS)[number]['value']

/** Sends a container's first process a signal. */
export function KillDialog({ engine, container, onClose }: EditProps) {
  const [signal, setSignal] = useState<Signal>('SIGKILL')
  return (
    <EditDialog
      title={`Send ${container.name} a signal`}
      description="It goes to the container’s first process, which may do with all but SIGKILL as it likes."
      confirm="Send"
      command={actCommand({ action: 'kill', signal }, [container.name])}
      done={`Sent ${signal} to ${container.name}`}
      failed={`${container.name} could not be sent a signal.`}
      run={() => actOnOne({ engine, id: container.id, action: 'kill', signal })}
      onClose={onClose}
    >
      <Select label="Signal" value={signal} options={SIGNALS} onChange={setSignal} className="justify-between" />
    </EditDialog>
  )
}
