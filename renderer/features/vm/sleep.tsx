import type { VmStatus } from '../../../contract/index.ts'
import { vmResizeCommand } from '../../../contract/vm-commands.ts'
import { CommandLine } from '../../components/command-line.tsx'
import { Section } from '../../components/section.tsx'
import { Select } from '../../components/select.tsx'
import { count } from '../../lib/format.ts'
import { useSettings } from '../../lib/settings.ts'
import { changeSleep } from './vm-actions.ts'

const MINUTES = [0, 5, 15, 30, 60]

/** When the machine sleeps. */
export function Sleep({ status }: { status: VmStatus }) {
  const { name, settings } = status
  const { showCommands } = useSettings()
  const now = settings.idleMinutes
  const options = [...new Set([...MINUTES, now])]
    .sort((one, other) => one - other)
    .map((minutes) => ({
      value: String(minutes),
      label: minutes === 0 ? 'Never' : `After ${count(minutes, 'minute')}`,
    }))
  return (
    <Section title="Sleep">
      <p className="text-ink-2">
        While no container runs, nobody is connected and Slipway is closed, it can go to sleep: it then takes neither
        memory nor processor time. Who uses its engine next wakes it within seconds.
      </p>
      <Select
        label="Sleeps when nobody needs it"
        value={String(now)}
        options={options}
        onChange={(minutes) => void changeSleep(status, Number(minutes))}
      />
      {showCommands ? <CommandLine command={vmResizeCommand(name, { idleMinutes: now })} /> : null}
    </Section>
  )
}
