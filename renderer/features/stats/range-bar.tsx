import { ChevronLeft, ChevronRight, ZoomOut } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { Segments } from '../../components/segments.tsx'
import type { Range } from './chart/types.ts'
import { between, type RangeChoice, shifted, wider } from './range.ts'

const LIVE = { value: 'live', label: 'Live' } as const
const LASTS = [
  { value: '1h', label: '1 h' },
  { value: '24h', label: '24 h' },
  { value: '7d', label: '7 d' },
] as const
type Value = 'live' | (typeof LASTS)[number]['value'] | 'between'

type RangeBarProps = {
  choice: RangeChoice
  /** What is shown now. */
  range: Range
  onChoice: (choice: RangeChoice) => void
  /** Whether there is something that goes on. */
  live: boolean
}

/** Which time the charts show. */
export function RangeBar({ choice, range, onChoice, live }: RangeBarProps) {
  const [asking, setAsking] = useState(false)
  const custom = choice.kind === 'between'
  const value: Value = choice.kind === 'last' ? choice.span : choice.kind
  const options = [
    ...(live ? [LIVE] : []),
    ...LASTS,
    ...(custom ? [{ value: 'between', label: words(range) } as const] : []),
  ]
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-1.5">
      <Segments<Value>
        label="Time"
        value={value}
        options={options}
        onChange={(next) => {
          if (next === 'between') setAsking(true)
          else onChoice(next === 'live' ? { kind: 'live' } : { kind: 'last', span: next })
        }}
      />
      {custom ? (
        <span className="flex">
          <IconButton icon={ChevronLeft} label="Earlier" onClick={() => onChoice(shifted(range, -1, Date.now()))} />
          <IconButton icon={ZoomOut} label="Zoom out" onClick={() => onChoice(wider(range, Date.now()))} />
          <IconButton icon={ChevronRight} label="Later" onClick={() => onChoice(shifted(range, 1, Date.now()))} />
        </span>
      ) : (
        <Button look="quiet" size="small" onClick={() => setAsking(true)}>
          Other time…
        </Button>
      )}
      {asking ? <AskRange range={range} onRange={onChoice} onClose={() => setAsking(false)} /> : null}
    </div>
  )
}

const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit', second: '2-digit' })
const both = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' })

function words({ from, to }: Range): string {
  if (day.format(from) !== day.format(to)) return `${both.format(from)} – ${both.format(to)}`
  return `${day.format(from)}, ${clock.format(from)} – ${clock.format(to)}`
}

type AskRangeProps = { range: Range; onRange: (choice: RangeChoice) => void; onClose: () => void }

function AskRange({ range, onRange, onClose }: AskRangeProps) {
  const [from, setFrom] = useState(() => local(range.from))
  const [to, setTo] = useState(() => local(range.to))
  const [start, end] = [new Date(from).getTime(), new Date(to).getTime()]
  const wrong = Number.isNaN(end) ? 'Say when it ends.' : end <= start ? 'It ends before it begins.' : undefined
  return (
    <FormDialog
      title="Other time"
      confirm="Show"
      ready={!wrong && !Number.isNaN(start)}
      onClose={onClose}
      onSubmit={() => {
        onRange(between({ from: start, to: end }))
        onClose()
      }}
    >
      <Field label="From" type="datetime-local" step={1} value={from} onChange={setFrom} required />
      <Field label="To" type="datetime-local" step={1} value={to} onChange={setTo} error={wrong} required />
    </FormDialog>
  )
}

/** A moment as a field of a form takes it, by the person’s own clock. */
function local(time: number): string {
  const date = new Date(time)
  return new Date(time - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19)
}
