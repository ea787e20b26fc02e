import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Dashboard, Measure } from '../../../contract/index.ts'
import { Section } from '../../components/section.tsx'
import { Segments } from '../../components/segments.tsx'
import { Select } from '../../components/select.tsx'
import { cpu, memory } from '../../lib/format.ts'
import { type RangeChoice, rangeText, rate } from '../stats/index.ts'

const MEASURES: readonly { value: Measure; label: string; format: (value: number) => string }[] = [
  { value: 'cpu', label: 'CPU', format: cpu },
  { value: 'memory', label: 'Memory', format: memory },
  { value: 'rx', label: 'Received', format: rate },
  { value: 'tx', label: 'Sent', format: rate },
  { value: 'read', label: 'Read', format: rate },
  { value: 'write', label: 'Written', format: rate },
  { value: 'pids', label: 'Processes', format: (value) => Math.round(value).toLocaleString() },
]

/** The containers that use most of one thing, now or over the chosen time. */
export function TopContainers({ top, choice }: { top: Dashboard['top']; choice: RangeChoice }) {
  const [measure, setMeasure] = useState<Measure>('cpu')
  const [when, setWhen] = useState<'now' | 'range'>('now')
  const found = top.find((one) => one.measure === measure)
  const rows = found?.[when] ?? []
  const format = MEASURES.find(({ value }) => value === measure)?.format ?? cpu
  const most = Math.max(...rows.map(({ average }) => average), Number.MIN_VALUE)
  const span = rangeText(choice)
  const times = [
    { value: 'now', label: 'Now' },
    { value: 'range', label: SPAN_WORDS[span] ?? 'Chosen time' },
  ] as const
  return (
    <Section
      title="Use most"
      actions={
        <>
          <Segments label="When" value={when} options={times} onChange={setWhen} />
          <Select label="Of what" hideLabel value={measure} options={MEASURES} onChange={setMeasure} />
        </>
      }
    >
      {rows.length === 0 ? (
        <p className="text-ink-3">
          {when === 'now' ? 'Nothing is measured at the moment.' : 'Nothing was measured in this time.'}
        </p>
      ) : (
        <ol className="flex flex-col gap-1.5">
          {rows.map(({ container, name, average, max }) => (
            <li key={container} className="grid grid-cols-[minmax(0,1fr)_7rem] items-center gap-x-3">
              <Link
                to="/containers/$id"
                params={{ id: container }}
                search={{ tab: 'stats', ...(when === 'range' && { range: span }) }}
                className="truncate font-medium hover:underline"
                title={name}
              >
                {name}
              </Link>
              <span className="tnum text-right">
                {format(average)}
                {when === 'range' ? <span className="block text-ink-3 text-xs">{format(max)} at most</span> : null}
              </span>
              <span aria-hidden className="col-span-2 h-1 overflow-hidden rounded-full bg-pressed">
                <span
                  className="block h-full rounded-full bg-accent-fill"
                  style={{ width: `${Math.max(0, average / most) * 100}%` }}
                />
              </span>
            </li>
          ))}
        </ol>
      )}
    </Section>
  )
}

const SPAN_WORDS: Readonly<Record<string, string>> = { '1h': 'Last hour', '24h': 'Last day', '7d': 'Last week' }
