import { useQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { useState } from 'react'
import type { RunFlag } from '../../../contract/index.ts'
import { Input } from '../../components/field.tsx'
import { Section } from '../../components/section.tsx'
import { Segments } from '../../components/segments.tsx'
import { client } from '../../lib/connection.ts'
import { FlagRow } from './flag-row.tsx'
import { flagsShown, GROUPS } from './flag-search.ts'
import type { FormHandle } from './form-handle.ts'

const WHICH = [
  { value: 'set', label: 'Set' },
  { value: 'all', label: 'All' },
] as const

/** Every other flag of docker run, to be searched; those that are set are shown at once. */
export function Advanced({ form }: { form: FormHandle }) {
  const [text, setText] = useState('')
  const [which, setWhich] = useState<'set' | 'all'>('set')
  const { engine } = form
  const { data: flags = [] } = useQuery({
    queryKey: ['runs', 'flags', engine],
    queryFn: ({ signal }) => client.runs.flags({ engine }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const shown = flagsShown(flags, text, which, (name) => name in form.draft.flags)
  return (
    <Section
      title="Advanced"
      actions={<Segments label="Which flags" value={which} options={WHICH} onChange={setWhich} />}
    >
      <div className="relative">
        <Search className="absolute top-1.5 left-2 size-4 text-ink-3" aria-hidden />
        <Input
          type="search"
          aria-label="Search flags"
          placeholder="Search every flag: capabilities, health, dns, label…"
          className="pl-7.5"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      {shown.length === 0 ? (
        <p className="text-ink-3">
          {text === '' ? 'Nothing more is set. Search for a flag, or show all of them.' : `No flag fits “${text}”.`}
        </p>
      ) : (
        GROUPS.map(({ group, label }) => (
          <Group key={group} label={label} flags={shown.filter((flag) => flag.group === group)} form={form} />
        ))
      )}
    </Section>
  )
}

function Group({ label, flags, form }: { label: string; flags: readonly RunFlag[]; form: FormHandle }) {
  if (flags.length === 0) return null
  return (
    <div>
      <h3 className="mb-1 font-medium text-ink-3 text-sm">{label}</h3>
      <ul className="divide-y divide-line/60">
        {flags.map((flag) => (
          <FlagRow key={flag.name} flag={flag} form={form} />
        ))}
      </ul>
    </div>
  )
}
