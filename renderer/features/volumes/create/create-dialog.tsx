import { useState } from 'react'
import type { VolumeDraft } from '../../../../contract/index.ts'
import { createVolumeCommand } from '../../../../contract/volume-commands.ts'
import { CommandLine } from '../../../components/command-line.tsx'
import { Field, Input } from '../../../components/field.tsx'
import { FormDialog } from '../../../components/form-dialog.tsx'
import { Rows, replaced, without } from '../../../components/rows.tsx'
import { Segments } from '../../../components/segments.tsx'
import { act } from '../../../lib/act.ts'
import { client } from '../../../lib/connection.ts'
import { useVolumes } from '../../../lib/inventory.ts'
import { useSettings } from '../../../lib/settings.ts'
import { type CreateForm, draftOf, formOf, isComplete, type Kind, nameError } from './form.ts'
import { ShareFields } from './share-fields.tsx'

const KINDS: readonly { value: Kind; label: string }[] = [
  { value: 'local', label: 'On the engine' },
  { value: 'nfs', label: 'NFS' },
  { value: 'cifs', label: 'Windows share' },
  { value: 'driver', label: 'Other driver' },
]

const ABOUT: Record<Kind, string> = {
  local: 'A folder that the engine keeps on its own disk.',
  nfs: 'A folder of an NFS server. The engine mounts it when a container starts with it.',
  cifs: 'A share of a Windows or Samba server. The engine mounts it when a container starts with it.',
  driver: 'A volume of a plugin that the engine has.',
}

type CreateDialogProps = { engine: string; start: VolumeDraft; onClose: () => void }

/** Creates a volume, with the command that does the same. */
export function CreateDialog({ engine, start, onClose }: CreateDialogProps) {
  const { showCommands } = useSettings()
  const volumes = useVolumes(engine)
  const [form, setForm] = useState(() => formOf(start))
  const change = (part: Partial<CreateForm>) => setForm({ ...form, ...part })
  const wrong = nameError(form.name, (name) => volumes.some(({ id }) => id === name))
  const draft = draftOf(form)
  const create = () => {
    onClose()
    void act({
      doing: 'Creating the volume',
      done: draft.name === undefined ? 'Created a volume without a name' : `Created ${draft.name}`,
      failed: `${draft.name ?? 'The volume'} could not be created.`,
      run: (signal) => client.volumes.create({ engine, volume: draft }, { signal }),
    })
  }
  return (
    <FormDialog
      title="Create volume"
      confirm="Create"
      ready={wrong === undefined && isComplete(form)}
      onSubmit={create}
      onClose={onClose}
    >
      <Field
        label="Name"
        value={form.name}
        onChange={(name) => change({ name })}
        error={wrong}
        description="Without one the engine makes one up."
        autoFocus
      />
      <div className="flex flex-col items-start gap-1.5">
        <Segments label="Where its files are" value={form.kind} options={KINDS} onChange={(kind) => change({ kind })} />
        <p className="text-ink-3 text-sm">{ABOUT[form.kind]}</p>
      </div>
      {form.kind === 'driver' ? (
        <Field
          label="Driver"
          value={form.driver}
          onChange={(driver) => change({ driver })}
          description="The plugin’s name."
        />
      ) : null}
      {form.kind === 'nfs' || form.kind === 'cifs' ? <ShareFields form={form} onChange={change} /> : null}
      <Pairs thing="option" title="Options" lines={form.options} onChange={(options) => change({ options })} />
      <Pairs thing="label" title="Labels" lines={form.labels} onChange={(labels) => change({ labels })} />
      {showCommands ? <CommandLine command={createVolumeCommand(draft)} /> : null}
    </FormDialog>
  )
}

type PairsProps = { thing: string; title: string; lines: readonly string[]; onChange: (lines: string[]) => void }

/** Rows of `key=value`. */
function Pairs({ thing, title, lines, onChange }: PairsProps) {
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1 font-medium">{title}</legend>
      <Rows
        thing={thing}
        values={lines}
        onAdd={() => onChange([...lines, ''])}
        onRemove={(at) => onChange(without(lines, at))}
        row={(line, at) => (
          <Input
            aria-label={`${title} ${at + 1}`}
            placeholder="key=value"
            className="font-mono text-sm"
            value={line}
            onChange={(event) => onChange(replaced(lines, at, event.target.value))}
          />
        )}
      />
    </fieldset>
  )
}
