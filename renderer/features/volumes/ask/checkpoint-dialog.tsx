import { useState } from 'react'
import { stackOfVolume } from '../../../../contract/volume-stack.ts'
import { Field } from '../../../components/field.tsx'
import { FormDialog } from '../../../components/form-dialog.tsx'
import { Select } from '../../../components/select.tsx'
import { client } from '../../../lib/connection.ts'
import { size } from '../../../lib/format.ts'
import { useVolumes } from '../../../lib/inventory.ts'
import { actAsJob } from '../../../lib/job-done.ts'
import { namesOf, useRunning } from './in-use.tsx'

type CheckpointDialogProps = { engine: string; stack?: string | undefined; onClose: () => void }

/** Keeps all volumes of a stack as they are now, under a name. */
export function CheckpointDialog({ engine, stack: start, onClose }: CheckpointDialogProps) {
  const volumes = useVolumes(engine)
  const stacks = [...new Set(volumes.flatMap((one) => stackOfVolume(one) ?? []))].sort()
  const [stack, setStack] = useState(start ?? stacks[0] ?? '')
  const [name, setName] = useState('')
  const own = volumes.filter((one) => stackOfVolume(one) === stack).map(({ id }) => id)
  const running = useRunning(engine, own)
  const save = () => {
    onClose()
    void actAsJob({
      doing: `Saving “${name.trim()}”`,
      done: ({ bytes = 0 }) => `Saved “${name.trim()}” of ${stack} (${size(bytes)})`,
      failed: `“${name.trim()}” could not be saved.`,
      start: (signal) => client.snapshots.checkpoint({ engine, stack, name: name.trim() }, { signal }),
    })
  }
  return (
    <FormDialog
      title="Save checkpoint"
      description="All volumes of a stack as they are now, to come back to in one click."
      confirm="Save"
      ready={name.trim() !== '' && name.trim().length <= 80 && own.length > 0}
      onSubmit={save}
      onClose={onClose}
    >
      <Field
        label="Name"
        value={name}
        onChange={setName}
        placeholder="before the migration"
        error={name.trim().length > 80 ? 'At most 80 characters.' : undefined}
        autoFocus
      />
      {stacks.length === 0 ? (
        <p className="text-warn">No volume here belongs to a stack that Compose made.</p>
      ) : (
        <Select
          label="Stack"
          value={stack}
          options={stacks.map((one) => ({ value: one, label: one }))}
          onChange={setStack}
          className="justify-between"
        />
      )}
      {own.length > 0 ? (
        <p className="text-ink-2">
          {own.join(', ')}
          {running.length > 0 ? `. Meanwhile ${namesOf(running)} ${running.length === 1 ? 'is' : 'are'} paused.` : '.'}
        </p>
      ) : null}
    </FormDialog>
  )
}
