import { Field } from '../../components/field.tsx'
import { Section } from '../../components/section.tsx'
import { Select } from '../../components/select.tsx'
import { useSelectedEngine } from '../../lib/engines.ts'
import { memory } from '../../lib/format.ts'
import { parseCores, parseSize, RESTART_POLICIES, type RestartPolicyName } from '../edit/index.ts'
import type { FormHandle } from './form-handle.ts'

/** How much of the engine’s computer it may have, and whether it is started again. */
export function Limits({ form }: { form: FormHandle }) {
  const status = useSelectedEngine()?.status
  const facts = status?.state === 'connected' ? status.facts : undefined
  // The engine takes more memory than it has, and says nothing; it refuses more CPUs.
  const tooMuch = facts !== undefined && (parseSize(form.value('memory')) ?? 0) > facts.memory
  const tooMany = facts !== undefined && (parseCores(form.value('cpus')) ?? 0) > facts.cpus
  const field = (flag: string, label: string, description: string, warning?: string) => (
    <Field
      label={label}
      value={form.value(flag)}
      onChange={(next) => form.setValue(flag, next)}
      placeholder="No limit"
      error={form.error(flag) ?? warning}
      description={description}
    />
  )
  return (
    <Section title="Limits">
      <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2 lg:grid-cols-4">
        {field('memory', 'Memory', memoryWords(facts?.memory, tooMuch))}
        {field(
          'cpus',
          'CPUs',
          facts ? `Such as 1.5. The engine has ${facts.cpus}.` : 'Such as 1.5',
          tooMany ? `The engine has ${facts.cpus}.` : undefined,
        )}
        {field('pids-limit', 'Processes', 'A whole number; -1 for any.')}
        <Field
          label="Shared memory"
          value={form.value('shm-size')}
          onChange={(next) => form.setValue('shm-size', next)}
          placeholder="64m"
          error={form.error('shm-size')}
          description="The size of /dev/shm."
        />
      </div>
      <Restart form={form} />
    </Section>
  )
}

function Restart({ form }: { form: FormHandle }) {
  const [name = '', tries = ''] = form.value('restart').split(':')
  const policy = RESTART_POLICIES.find(({ value }) => value === name)?.value ?? 'no'
  const change = (next: RestartPolicyName, times: string) =>
    form.setValue('restart', next === 'no' ? '' : next === 'on-failure' && times !== '' ? `${next}:${times}` : next)
  return (
    <div className="flex flex-wrap items-start gap-4">
      <div className="flex flex-col gap-1">
        <Select
          label="Start again"
          value={policy}
          options={RESTART_POLICIES}
          onChange={(next) => change(next, tries)}
        />
        {form.error('restart') ? <p className="text-bad text-sm">{form.error('restart')}</p> : null}
      </div>
      {policy === 'on-failure' ? (
        <Field
          label="At most so many times"
          value={tries}
          onChange={(next) => change(policy, next.replace(/\D/g, ''))}
          placeholder="No limit"
          inputMode="numeric"
        />
      ) : null}
    </div>
  )
}

function memoryWords(total: number | undefined, tooMuch: boolean): string {
  if (total === undefined) return '512m, 1.5g'
  return tooMuch
    ? `More than the ${memory(total)} that the engine has.`
    : `512m, 1.5g. The engine has ${memory(total)}.`
}
