import type { ReactNode } from 'react'
import type { PruneChoice } from '../../../contract/index.ts'
import { Field } from '../../components/field.tsx'
import { Segments } from '../../components/segments.tsx'
import { Select } from '../../components/select.tsx'

const YES_NO = [
  { value: 'none', label: 'Keep' },
  { value: 'all', label: 'Stopped' },
] as const
const NETWORKS = [
  { value: 'none', label: 'Keep' },
  { value: 'all', label: 'Unused' },
] as const
const IMAGES = [
  { value: 'none', label: 'Keep' },
  { value: 'dangling', label: 'Untagged' },
  { value: 'unused', label: 'Unused' },
] as const
const VOLUMES = [
  { value: 'none', label: 'Keep' },
  { value: 'anonymous', label: 'Anonymous' },
  { value: 'unused', label: 'Unused' },
] as const
const CACHE = [
  { value: 'none', label: 'Keep' },
  { value: 'unused', label: 'Unused' },
  { value: 'all', label: 'All' },
] as const
const AGES = [
  { value: '', label: 'However old' },
  { value: '1440', label: 'Older than a day' },
  { value: '10080', label: 'Older than a week' },
  { value: '43200', label: 'Older than 30 days' },
] as const

type ChoicesProps = {
  choice: PruneChoice
  onChange: (choice: PruneChoice) => void
  prunesAnonymous: boolean
  labels: string
  onLabels: (text: string) => void
}

/** What of each kind goes, and of that only what is old or has labels. */
export function Choices({ choice, onChange, prunesAnonymous, labels, onLabels }: ChoicesProps) {
  const { olderThan } = choice
  const set = (part: Partial<PruneChoice>) => onChange({ ...choice, ...part })
  const age = AGES.find(({ value }) => value === String(olderThan ?? ''))?.value ?? ''
  return (
    <div className="flex flex-col gap-2">
      <Line title="Containers">
        <Segments
          label="Containers"
          value={choice.containers ? 'all' : 'none'}
          options={YES_NO}
          onChange={(value) => set({ containers: value === 'all' })}
        />
      </Line>
      <Line title="Networks">
        <Segments
          label="Networks"
          value={choice.networks ? 'all' : 'none'}
          options={NETWORKS}
          onChange={(value) => set({ networks: value === 'all' })}
        />
      </Line>
      <Line title="Images">
        <Segments label="Images" value={choice.images} options={IMAGES} onChange={(images) => set({ images })} />
      </Line>
      <Line title="Build cache" note={choice.labels.length > 0 ? 'It has no labels, so it is kept.' : undefined}>
        <Segments label="Build cache" value={choice.cache} options={CACHE} onChange={(cache) => set({ cache })} />
      </Line>
      <Line
        title="Volumes"
        note={
          olderThan !== undefined
            ? 'The engine does not know when they were used, so they are kept.'
            : prunesAnonymous
              ? undefined
              : 'This engine can only take all unused ones, with or without a name.'
        }
      >
        <Segments
          label="Volumes"
          value={choice.volumes}
          options={prunesAnonymous ? VOLUMES : VOLUMES.filter(({ value }) => value !== 'anonymous')}
          onChange={(volumes) => set({ volumes })}
        />
      </Line>
      <div className="grid grid-cols-2 items-start gap-3 pt-1 max-sm:grid-cols-1">
        <Select
          label="Age"
          value={age}
          options={AGES}
          onChange={(value) => {
            const { olderThan: _, ...rest } = choice
            onChange(value === '' ? rest : { ...rest, olderThan: Number(value) })
          }}
        />
        <Field
          label="Labels"
          placeholder="project=demo !keep"
          description="Only what has them; with ! only what has not."
          value={labels}
          onChange={onLabels}
        />
      </div>
    </div>
  )
}

function Line({ title, note, children }: { title: string; note?: string | undefined; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <div className="min-w-32 flex-1">
        <span aria-hidden>{title}</span>
        {note ? <p className="text-ink-3 text-sm">{note}</p> : null}
      </div>
      {children}
    </div>
  )
}
