import { Field } from '../../components/field.tsx'
import { RowError, Rows, replaced, without } from '../../components/rows.tsx'
import { Section } from '../../components/section.tsx'
import { Suggest } from '../../components/suggest.tsx'
import { useInventory } from '../../lib/inventory.ts'
import type { FormHandle } from './form-handle.ts'

/** Which networks it joins, and what it is called there. */
export function Networks({ form }: { form: FormHandle }) {
  const networks = useInventory(form.engine, (inventory) => inventory.networks.list)
  const names = networks.map(({ name }) => name).sort()
  const values = form.values('network')
  const unknown = (value: string) =>
    value !== '' && !value.includes('=') && !/^(?:container:|default$|host$|none$|bridge$)/.test(value)
      ? !networks.some(({ name, id }) => name === value || id.startsWith(value))
      : false
  return (
    <Section title="Networks">
      <Rows
        thing="network"
        values={values}
        onAdd={() => form.setValues('network', [...values, ''])}
        onRemove={(at) => form.setValues('network', without(values, at))}
        row={(value, at) => (
          <Suggest
            label="Network"
            hideLabel
            className="flex-1"
            value={value}
            options={names}
            placeholder="bridge, host, none, container:NAME or a network’s name"
            onChange={(next) => form.setValues('network', replaced(values, at, next))}
          />
        )}
        error={(at) => {
          const [value = ''] = values.slice(at)
          const wrong = value === '' ? undefined : (form.error('network', at) ?? form.error('network'))
          if (wrong !== undefined) return <RowError>{wrong}</RowError>
          return unknown(value) ? <RowError>There is no network “{value}” on the engine.</RowError> : null
        }}
      />
      {values.length === 0 ? <p className="text-ink-3">None is named: it joins the default bridge.</p> : null}
      {values.length > 0 || form.values('network-alias').length > 0 ? (
        <Field
          label="Aliases"
          value={form.values('network-alias').join(' ')}
          onChange={(next) => form.setValues('network-alias', next === '' ? [] : next.split(' '))}
          error={form.error('network-alias')}
          description="Other names for it in its network, with spaces between them."
        />
      ) : null}
    </Section>
  )
}
