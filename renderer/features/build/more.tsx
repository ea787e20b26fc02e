import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { BuildFlag } from '../../../contract/index.ts'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { RowError, Rows, replaced, without } from '../../components/rows.tsx'
import { Section } from '../../components/section.tsx'
import { Select } from '../../components/select.tsx'
import { Suggest } from '../../components/suggest.tsx'
import { client } from '../../lib/connection.ts'
import type { BuildHandle } from './handle.ts'

const NETWORKS = ['default', 'none', 'host']

/** The flags that have no field of their own; whether it is pushed is asked beside its names. */
export function MoreSection({ form }: { form: BuildHandle }) {
  const { draft } = form
  const { data: flags = [] } = useQuery({
    queryKey: ['builds', 'flags'],
    queryFn: ({ signal }) => client.builds.flags(undefined, { signal }),
    select: (all) => all.filter(({ name }) => name !== 'push'),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const said = flags.filter(({ name }) => draft.more[name] !== undefined)
  const put = (name: string, values: string[]) => {
    const { [name]: _, ...more } = draft.more
    form.put({ more: values.length === 0 ? more : { ...more, [name]: values } })
  }
  return (
    <Section title="More">
      <Suggest
        label="Network of the steps"
        value={draft.network ?? ''}
        onChange={(network) => form.put({ network })}
        options={NETWORKS}
        placeholder="default"
        className="max-w-sm"
      />
      {said.map((flag) => (
        <FlagField
          key={flag.name}
          flag={flag}
          values={draft.more[flag.name] ?? []}
          put={put}
          error={form.error(flag.name)}
        />
      ))}
      <AddFlag
        flags={flags.filter(
          ({ name, only }) => draft.more[name] === undefined && (only === undefined || only === form.builder),
        )}
        onAdd={({ name, alone }) => put(name, [alone ? (name === 'rm' ? 'false' : 'true') : ''])}
      />
    </Section>
  )
}

type FlagFieldProps = {
  flag: BuildFlag
  values: readonly string[]
  put: (name: string, values: string[]) => void
  error: string | undefined
}

function FlagField({ flag: { name, about, alone, many }, values, put, error }: FlagFieldProps) {
  return (
    <div className="flex flex-col gap-1">
      <p>
        <code className="font-mono text-sm">
          --{name}
          {alone && values[0] === 'false' ? '=false' : ''}
        </code>{' '}
        <span className="text-ink-2">{about}</span>
      </p>
      {alone ? (
        <Button size="small" className="self-start" onClick={() => put(name, [])}>
          Leave out --{name}
        </Button>
      ) : (
        <Rows
          thing={`--${name}`}
          values={values}
          onAdd={() => put(name, many ? [...values, ''] : [''])}
          onRemove={(at) => put(name, without(values, at))}
          row={(value, at) => (
            <Field
              label={`--${name}`}
              hideLabel
              className="flex-1 [&_input]:font-mono [&_input]:text-sm"
              value={value}
              onChange={(next) => put(name, replaced(values, at, next))}
            />
          )}
        />
      )}
      {error === undefined || values[0] === '' ? null : <RowError>{error}</RowError>}
    </div>
  )
}

function AddFlag({ flags, onAdd }: { flags: readonly BuildFlag[]; onAdd: (flag: BuildFlag) => void }) {
  const [chosen, setChosen] = useState('')
  const flag = flags.find(({ name }) => name === chosen) ?? flags[0]
  if (!flag) return null
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Select
        label="Further flag"
        value={flag.name}
        options={flags.map(({ name }) => ({ value: name, label: `--${name}` }))}
        onChange={setChosen}
      />
      <Button onClick={() => onAdd(flag)}>Add --{flag.name}</Button>
      <span className="text-ink-3 text-sm">{flag.about}</span>
    </div>
  )
}
