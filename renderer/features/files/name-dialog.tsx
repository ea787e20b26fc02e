import { useState } from 'react'
import { CommandLine } from '../../components/command-line.tsx'
import { Field } from '../../components/field.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { act } from '../../lib/act.ts'
import { useSettings } from '../../lib/settings.ts'

type NameDialogProps = {
  title: string
  /** “Rename”, “Create”. */
  confirm: string
  label: string
  /** What it is called now; empty for a new one. */
  name: string
  taken: ReadonlySet<string>
  command: (name: string) => string
  done: (name: string) => string
  failed: string
  run: (name: string) => Promise<{ command: string }>
  onDone: () => void
  onClose: () => void
}

/** Asks for the name of a file or folder, and gives it. */
export function NameDialog(props: NameDialogProps) {
  const { title, confirm, label, name: before, taken, command, done, failed, run, onDone, onClose } = props
  const { showCommands } = useSettings()
  const [name, setName] = useState(before)
  const wrong = /[/\0]/.test(name)
    ? 'A name has no slash in it.'
    : name === '.' || name === '..'
      ? 'This name is taken by the system.'
      : name !== before && taken.has(name)
        ? 'There is one of this name already.'
        : undefined
  const ready = name !== '' && name !== before && wrong === undefined
  const submit = () => {
    onClose()
    act({ doing: title, done: done(name), failed, run: () => run(name) }).then(onDone)
  }
  return (
    <FormDialog title={title} confirm={confirm} ready={ready} onSubmit={submit} onClose={onClose}>
      <Field label={label} value={name} onChange={setName} error={wrong} autoFocus maxLength={255} />
      {showCommands && ready ? <CommandLine command={command(name)} /> : null}
    </FormDialog>
  )
}
