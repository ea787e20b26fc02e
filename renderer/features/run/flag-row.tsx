import { Plus, X } from 'lucide-react'
import type { RunFlag } from '../../../contract/index.ts'
import { Button } from '../../components/button.tsx'
import { Checkbox } from '../../components/checkbox.tsx'
import { Input } from '../../components/field.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { RowError, replaced, without } from '../../components/rows.tsx'
import { isPodman, useSelectedEngine } from '../../lib/engines.ts'
import { FileField } from '../host-files/index.ts'
import { FolderNote } from './folder-note.tsx'
import { bindSource } from './folder-words.ts'
import type { FormHandle } from './form-handle.ts'

/** Flags that name a file of the computer where the host runs. */
const FILES: Record<string, { save?: { fileName: string } }> = {
  'env-file': {},
  'label-file': {},
  cidfile: { save: { fileName: 'container.cid' } },
}

/** A flag by its own name: what it does, and its value or values as the command line takes them. */
export function FlagRow({ flag, form }: { flag: RunFlag; form: FormHandle }) {
  const { name, about, short, lacking } = flag
  const wrong = form.error(name)
  const podman = isPodman(useSelectedEngine())
  return (
    <li className="grid gap-x-4 gap-y-1 py-2 md:grid-cols-2">
      <div className="min-w-0">
        <code className="font-mono text-sm">
          --{name}
          {short === undefined ? '' : `, -${short}`}
        </code>
        <p className="text-ink-3 text-sm first-letter:uppercase">{lacking ?? about}</p>
      </div>
      <div className="flex min-w-0 flex-col gap-1">
        <Editor flag={flag} form={form} />
        {wrong === undefined ? null : <RowError>{wrong}</RowError>}
        {name === 'mount'
          ? [...new Set(form.values(name).flatMap((value) => bindSource(value) ?? []))].map((path) => (
              <FolderNote key={path} engine={form.engine} path={path} flag="mount" podman={podman} named />
            ))
          : null}
      </div>
    </li>
  )
}

function Editor({ flag: { name, kind, normally, lacking }, form }: { flag: RunFlag; form: FormHandle }) {
  const values = form.values(name)
  const label = `--${name}`
  if (kind === 'truth')
    return (
      <Checkbox checked={form.isOn(name, normally)} onChange={(on) => form.setOn(name, on, normally)}>
        {label}
      </Checkbox>
    )
  const unable = lacking !== undefined && values.length === 0
  if (kind === 'value')
    return name in FILES && !unable ? (
      <FileField
        label={label}
        hideLabel
        value={values[0] ?? ''}
        onChange={(value) => form.setValue(name, value)}
        {...FILES[name]}
      />
    ) : (
      <Input
        aria-label={label}
        disabled={unable}
        aria-invalid={form.error(name) !== undefined || undefined}
        className="font-mono text-sm"
        value={values[0] ?? ''}
        onChange={(event) => form.setValue(name, event.target.value)}
      />
    )
  return (
    <>
      {values.map((value, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place in the flag’s values; it has no other name.
        <div key={at} className="flex gap-2">
          {name in FILES ? (
            <FileField
              label={label}
              hideLabel
              className="flex-1"
              value={value}
              onChange={(next) => form.setValues(name, replaced(values, at, next))}
            />
          ) : (
            <Input
              aria-label={label}
              aria-invalid={(value !== '' && form.error(name, at) !== undefined) || undefined}
              className="font-mono text-sm"
              value={value}
              onChange={(event) => form.setValues(name, replaced(values, at, event.target.value))}
            />
          )}
          <IconButton icon={X} label={`Remove ${label}`} onClick={() => form.setValues(name, without(values, at))} />
        </div>
      ))}
      <Button
        size="small"
        className="self-start"
        disabled={unable}
        onClick={() => form.setValues(name, [...values, ''])}
      >
        <Plus aria-hidden />
        Add {label}
      </Button>
    </>
  )
}
