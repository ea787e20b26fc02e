import { useState } from 'react'
import type { BackupPlan, Schedule } from '../../../../contract/index.ts'
import { Checkbox } from '../../../components/checkbox.tsx'
import { Field } from '../../../components/field.tsx'
import { FormDialog } from '../../../components/form-dialog.tsx'
import { Select } from '../../../components/select.tsx'
import { Switch } from '../../../components/switch.tsx'
import { client } from '../../../lib/connection.ts'
import { useVolumes } from '../../../lib/inventory.ts'
import { asProblem } from '../../../lib/problem.ts'
import { toastDone, toastProblem } from '../../../lib/toasts.ts'
import { FolderField } from '../../host-files/index.ts'
import { WEEKDAYS } from '../backups/words.ts'
import { shortName } from '../list/rows.ts'
import { FORMATS, useUsualFolder } from './back-up-dialog.tsx'

const USUAL: Omit<BackupPlan, 'volumes' | 'folder'> = {
  ...{ every: 'day', weekday: 1, at: '03:00', keep: 7, format: 'zst', whileInUse: 'pause' },
}

type ScheduleDialogProps = {
  engine: string
  names?: readonly string[]
  schedule?: Schedule
  onClose: () => void
}

/** Asks when which volumes are backed up, and where to. */
export function ScheduleDialog({ engine, names = [], schedule, onClose }: ScheduleDialogProps) {
  const usual = useUsualFolder()
  const known = useVolumes(engine)
  const [plan, setPlan] = useState<BackupPlan>(schedule?.plan ?? { ...USUAL, volumes: [...names], folder: '' })
  const [keep, setKeep] = useState(String(plan.keep))
  const change = (part: Partial<BackupPlan>) => setPlan({ ...plan, ...part })
  const folder = plan.folder === '' ? usual : plan.folder
  const kept = Number(keep)
  const wrongKeep = Number.isInteger(kept) && kept >= 1 && kept <= 1_000 ? undefined : 'A whole number from 1 to 1000.'
  const wrongTime = /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(plan.at) ? undefined : 'A time such as 03:30.'
  const offered = [...new Set([...known.filter(({ anonymous }) => !anonymous).map(({ id }) => id), ...plan.volumes])]
  const save = () => {
    onClose()
    client.volumeBackups
      .plan({ engine, ...(schedule && { id: schedule.id }), plan: { ...plan, folder, keep: kept } })
      .then(() => toastDone(schedule ? 'Changed the schedule' : 'Scheduled the backups'))
      .catch((error) => toastProblem(asProblem(error, 'The schedule could not be kept.')))
  }
  return (
    <FormDialog
      title={schedule ? 'Change schedule' : 'Schedule backups'}
      description="Made while Slipway runs; one that was missed is made when it runs again."
      confirm="Save"
      ready={plan.volumes.length > 0 && folder.trim() !== '' && !wrongKeep && !wrongTime}
      onSubmit={save}
      onClose={onClose}
    >
      <fieldset className="flex flex-col gap-1">
        <legend className="mb-1 font-medium">Volumes</legend>
        <div className="flex max-h-40 flex-col gap-1 overflow-y-auto rounded-md border border-line px-3 py-2">
          {offered.map((id) => (
            <Checkbox
              key={id}
              checked={plan.volumes.includes(id)}
              onChange={(on) =>
                change({ volumes: on ? [...plan.volumes, id] : plan.volumes.filter((other) => other !== id) })
              }
            >
              {shortName({ id, anonymous: false })}
            </Checkbox>
          ))}
          {offered.length === 0 ? <p className="text-ink-3">There is no volume with a name.</p> : null}
        </div>
      </fieldset>
      <div className="flex flex-wrap items-end gap-3">
        <Select
          label="Every"
          value={plan.every}
          options={[
            { value: 'day', label: 'day' },
            { value: 'week', label: 'week' },
          ]}
          onChange={(every) => change({ every })}
        />
        {plan.every === 'week' ? (
          <Select
            label="on"
            value={String(plan.weekday)}
            options={WEEKDAYS.map((label, day) => ({ value: String(day), label }))}
            onChange={(day) => change({ weekday: Number(day) })}
          />
        ) : null}
        <Field
          label="at"
          type="time"
          value={plan.at}
          onChange={(at) => change({ at })}
          error={wrongTime}
          className="w-28"
        />
        <Field
          label="Keep of each"
          inputMode="numeric"
          value={keep}
          onChange={setKeep}
          error={wrongKeep}
          className="w-28"
        />
      </div>
      <FolderField label="Folder" value={folder} onChange={(next) => change({ folder: next })} />
      <Select
        label="Format"
        value={plan.format}
        options={FORMATS}
        onChange={(format) => change({ format })}
        className="justify-between"
      />
      <Switch
        checked={plan.whileInUse === 'pause'}
        onChange={(on) => change({ whileInUse: on ? 'pause' : 'leave' })}
        description="Without it, what they write meanwhile may be in a backup by half."
      >
        Pause containers while their volumes are read
      </Switch>
    </FormDialog>
  )
}
