import { useState } from 'react'
import type { VmStatus } from '../../../contract/index.ts'
import { vmResizeCommand } from '../../../contract/vm-commands.ts'
import { Button } from '../../components/button.tsx'
import { CommandLine } from '../../components/command-line.tsx'
import { Field } from '../../components/field.tsx'
import { Section } from '../../components/section.tsx'
import { count, memory } from '../../lib/format.ts'
import { useSettings } from '../../lib/settings.ts'
import { formOf, gib, readForm, type SizeForm } from './size-form.ts'
import { useBusy } from './use-busy.ts'
import { change } from './vm-actions.ts'

/** What the machine is made of, to change. */
export function Sizes({ status }: { status: VmStatus }) {
  const { name, size, computer, diskUsed } = status
  const { showCommands } = useSettings()
  const [typed, setTyped] = useState<Partial<SizeForm>>({})
  const [busy, run] = useBusy()
  const form = { ...formOf(status), ...typed }
  const { change: next, errors } = readForm(form, status)
  const changed = Object.keys(next).length > 0
  const ready = changed && Object.keys(errors).length === 0
  const submit = async () => {
    if (await change(status, next)) setTyped({})
  }
  return (
    <Section title="Size">
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (ready && !busy) run(submit())
        }}
      >
        <div className="grid grid-cols-3 items-start gap-3 max-md:grid-cols-1">
          <Field
            label="CPUs"
            inputMode="numeric"
            placeholder={`${size.cpus}, as suits this computer`}
            value={form.cpus}
            onChange={(cpus) => setTyped({ ...typed, cpus })}
            description={`This computer has ${computer.cpus}.`}
            error={errors.cpus}
          />
          <Field
            label="Memory (GiB)"
            inputMode="decimal"
            placeholder={`${gib(size.memory)}, as suits this computer`}
            value={form.memory}
            onChange={(value) => setTyped({ ...typed, memory: value })}
            description={`This computer has ${memory(computer.memory)}.`}
            error={errors.memory}
          />
          <Field
            label="Disk (GiB)"
            inputMode="decimal"
            value={form.disk}
            onChange={(disk) => setTyped({ ...typed, disk })}
            description={`It takes ${memory(diskUsed)} here, and can only grow.`}
            error={errors.disk}
          />
        </div>
        {ready && showCommands ? <CommandLine command={vmResizeCommand(name, next)} /> : null}
        {changed || Object.keys(errors).length > 0 ? (
          <div className="flex justify-end gap-2">
            <Button onClick={() => setTyped({})}>Discard</Button>
            <Button look="primary" type="submit" disabled={!ready || busy}>
              Keep {count(Object.keys(next).length, 'change')}
            </Button>
          </div>
        ) : null}
      </form>
    </Section>
  )
}
