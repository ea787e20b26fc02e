import { Checkbox } from '../../components/checkbox.tsx'
import { Input } from '../../components/field.tsx'
import { COLUMN_HEADS, RowError, Rows, replaced, without } from '../../components/rows.tsx'
import { Section } from '../../components/section.tsx'
import { Select } from '../../components/select.tsx'
import { Suggest } from '../../components/suggest.tsx'
import { isPodman, useSelectedEngine } from '../../lib/engines.ts'
import { useInventory } from '../../lib/inventory.ts'
import { FolderField } from '../host-files/index.ts'
import { FolderNote } from './folder-note.tsx'
import type { FormHandle } from './form-handle.ts'
import {
  isPath,
  isReadOnly,
  type MountKind,
  type MountRow,
  memoryRow,
  memoryValue,
  volumeRow,
  volumeValue,
  withReadOnly,
} from './mount-row.ts'

const KINDS = [
  { value: 'volume', label: 'Volume' },
  { value: 'folder', label: 'Folder' },
] as const satisfies readonly { value: MountKind; label: string }[]

/** What is mounted: volumes, folders of the engine’s computer, and memory. */
export function Mounts({ form }: { form: FormHandle }) {
  return (
    <Section title="Mounts">
      <Volumes form={form} />
      <Memory form={form} />
    </Section>
  )
}

function Volumes({ form }: { form: FormHandle }) {
  const volumes = useInventory(form.engine, (inventory) => inventory.volumes.list)
  const names = volumes.filter(({ anonymous }) => !anonymous).map(({ id }) => id)
  const podman = isPodman(useSelectedEngine())
  const values = form.values('volume')
  const change = (at: number, row: MountRow) => form.setValues('volume', replaced(values, at, volumeValue(row)))
  return (
    <Rows
      thing="mount"
      values={values}
      onAdd={() => form.setValues('volume', [...values, ''])}
      onRemove={(at) => form.setValues('volume', without(values, at))}
      head={
        <div aria-hidden className={COLUMN_HEADS}>
          <span className="w-24">Kind</span>
          <span className="flex-1">Source</span>
          <span className="flex-1">In the container</span>
          <span className="w-24" />
        </div>
      }
      row={(value, at) => {
        const row = volumeRow(value)
        const bad = (value !== '' && form.error('volume', at) !== undefined) || undefined
        if (!row)
          return (
            <Input
              aria-label="Mount"
              aria-invalid={bad}
              className="flex-1"
              value={value}
              onChange={(event) => form.setValues('volume', replaced(values, at, event.target.value))}
            />
          )
        const folder = row.kind === 'folder'
        return (
          <>
            <Select
              label="Kind"
              hideLabel
              value={folder ? 'folder' : 'volume'}
              options={KINDS}
              // A folder is told from a volume by how its source begins.
              onChange={(kind) => change(at, { ...row, source: kind === 'folder' ? '/' : '' })}
              className="w-24"
            />
            {folder ? (
              <FolderField
                label="Source"
                hideLabel
                title="Choose a folder to mount"
                placeholder="/folder/of/the/engine’s/computer"
                className="min-w-0 flex-1"
                value={row.source}
                onChange={(source) => change(at, { ...row, source })}
              />
            ) : (
              <Suggest
                label="Source"
                hideLabel
                placeholder="A new one without a name"
                className="flex-1"
                value={row.source}
                options={names}
                onChange={(source) => change(at, { ...row, source })}
              />
            )}
            <Input
              aria-label="In the container"
              aria-invalid={bad}
              placeholder="/data"
              className="flex-1 font-mono text-sm"
              value={row.target}
              onChange={(event) => change(at, { ...row, target: event.target.value })}
            />
            <span className="flex h-7 w-24 items-center">
              <Checkbox checked={isReadOnly(row)} onChange={(on) => change(at, withReadOnly(row, on))}>
                Read-only
              </Checkbox>
            </span>
          </>
        )
      }}
      error={(at) => {
        const [value = ''] = values.slice(at)
        const wrong = form.error('volume', at)
        if (wrong !== undefined && value !== '') return <RowError>{wrong}</RowError>
        const source = volumeRow(value)?.source ?? ''
        if (isPath(source)) return <FolderNote engine={form.engine} path={source} flag="volume" podman={podman} />
        if (source === '' || names.includes(source)) return null
        return <p className="text-ink-3 text-sm">There is no volume “{source}” yet: it is created.</p>
      }}
    />
  )
}

function Memory({ form }: { form: FormHandle }) {
  const values = form.values('tmpfs')
  const change = (at: number, row: MountRow) => form.setValues('tmpfs', replaced(values, at, memoryValue(row)))
  return (
    <Rows
      thing="folder in memory"
      values={values}
      onAdd={() => form.setValues('tmpfs', [...values, ''])}
      onRemove={(at) => form.setValues('tmpfs', without(values, at))}
      head={
        <div aria-hidden className={COLUMN_HEADS}>
          <span className="flex-1">In the container, in memory</span>
          <span className="flex-1">Options</span>
        </div>
      }
      row={(value, at) => {
        const row = memoryRow(value)
        return (
          <>
            <Input
              aria-label="In the container, in memory"
              placeholder="/run"
              className="flex-1 font-mono text-sm"
              value={row.target}
              onChange={(event) => change(at, { ...row, target: event.target.value.replaceAll(':', '') })}
            />
            <Input
              aria-label="Options"
              placeholder="size=64m,mode=1777"
              className="flex-1 font-mono text-sm"
              value={row.options}
              onChange={(event) => change(at, { ...row, options: event.target.value })}
            />
          </>
        )
      }}
      error={(at) => {
        const wrong = form.error('tmpfs', at)
        return wrong === undefined ? null : <RowError>{wrong}</RowError>
      }}
    />
  )
}
