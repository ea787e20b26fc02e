import { clsx } from 'clsx'
import { ArrowDownToLine, Check, Clock, type LucideIcon, PackageOpen } from 'lucide-react'
import type { Job, JobStep } from '../../contract/index.ts'
import { count, duration, size } from '../lib/format.ts'
import { progressOf } from '../lib/progress.ts'
import { useRate } from '../lib/use-rate.ts'

type Phase = NonNullable<JobStep['phase']>

/** An image on its way to or from a registry: how far all of it is, how fast, and each layer. */
export function Transfer({ job }: { job: Job }) {
  const { steps, outcome, title } = job
  const running = outcome.state === 'running'
  const { done, total } = progressOf(steps)
  const rate = useRate(done, running)
  const left = rate && total > done ? ((total - done) / rate) * 1_000 : undefined
  return (
    <div className="flex flex-col gap-3">
      <div>
        <p className="flex items-baseline justify-between gap-3" role="status">
          <span className="truncate font-medium">{heading(job)}</span>
          <span className="tnum shrink-0 text-ink-3 text-sm">{total > 0 ? `${size(done)} of ${size(total)}` : ''}</span>
        </p>
        <progress
          className="mt-1.5 h-1.5 w-full"
          aria-label={title}
          {...(outcome.state === 'done' ? { value: 1, max: 1 } : total > 0 ? { value: done, max: total } : {})}
        />
        <p className="tnum mt-1 h-5 text-ink-3 text-sm" hidden={!running}>
          {rate !== undefined && total > 0 && done < total
            ? `${size(rate)}/s${left !== undefined && left < 86_400_000 ? ` · ${duration(Math.max(1_000, left))} left` : ''}`
            : null}
        </p>
      </div>
      <Layers steps={steps} />
    </div>
  )
}

/** The layers, each with what it is doing. Those that were there already are counted. */
export function Layers({ steps }: { steps: readonly JobStep[] }) {
  const there = steps.filter(({ phase }) => phase === 'there').length
  const moving = steps.filter(({ phase }) => phase !== 'there')
  if (steps.length === 0) return null
  return (
    <div className="flex flex-col gap-1.5">
      <ul aria-label="Layers" className="flex flex-col">
        {moving.map((step) => (
          <Layer key={step.id} step={step} />
        ))}
      </ul>
      {there > 0 ? (
        <p className="flex items-center gap-2 text-ink-3 text-sm">
          <Check className="size-3.5" aria-hidden />
          {count(there, 'layer')} {there === 1 ? 'was' : 'were'} there already
        </p>
      ) : null}
    </div>
  )
}

const LOOKS: Record<Phase, { icon: LucideIcon; tone: string; fill: string }> = {
  waiting: { icon: Clock, tone: 'text-ink-3', fill: 'bg-line-strong' },
  transferring: { icon: ArrowDownToLine, tone: 'text-accent', fill: 'bg-accent-fill' },
  transferred: { icon: Check, tone: 'text-ink-2', fill: 'bg-accent-fill' },
  unpacking: { icon: PackageOpen, tone: 'text-warn', fill: 'bg-warn-dot' },
  done: { icon: Check, tone: 'text-good', fill: 'bg-good-dot' },
  there: { icon: Check, tone: 'text-good', fill: 'bg-good-dot' },
}

function Layer({ step }: { step: JobStep }) {
  const { id, phase = 'waiting', done = 0, total } = step
  const { icon: Icon, tone, fill } = LOOKS[phase]
  const share = total ? Math.min(1, done / total) : phase === 'done' ? 1 : 0
  const up = /^(?:Push|Sen[dt])/.test(step.state)
  return (
    <li className="grid grid-cols-[1rem_6.5rem_minmax(3rem,1fr)_6.5rem_8.5rem] items-center gap-x-2.5 py-[3px] text-sm max-sm:grid-cols-[1rem_minmax(3rem,1fr)_6rem]">
      <Icon className={clsx('size-3.5', tone, up && phase === 'transferring' && 'rotate-180')} aria-hidden />
      <code className="font-mono text-ink-2 max-sm:hidden">{id}</code>
      <span aria-hidden className="h-1 overflow-hidden rounded-full bg-pressed">
        <span
          className={clsx('block h-full origin-left rounded-full transition-transform duration-150', fill)}
          style={{ transform: `scaleX(${share})` }}
        />
      </span>
      <span className="truncate text-ink-2">{words(step, up)}</span>
      <span className="tnum text-right text-ink-3 max-sm:hidden">
        {total === undefined
          ? done > 0
            ? size(done)
            : ''
          : phase === 'done'
            ? size(total)
            : `${size(done)} of ${step.about ? 'about ' : ''}${size(total)}`}
      </span>
    </li>
  )
}

function words({ phase, state }: JobStep, up: boolean): string {
  switch (phase) {
    case 'waiting':
      return /^Retrying/.test(state) ? state : 'Waiting'
    case 'transferring':
      return state.startsWith('Send') ? 'Sending' : up ? 'Pushing' : 'Downloading'
    case 'transferred':
      return up ? 'Sent' : 'Downloaded'
    case 'unpacking':
      return 'Unpacking'
    case 'done':
      return up ? 'Pushed' : 'Done'
    default:
      return state
  }
}

const DONE: Partial<Record<Job['kind'], string>> = { push: 'Pushed', load: 'Loaded', import: 'Imported' }

function heading({ outcome, doing, kind, steps }: Job): string {
  switch (outcome.state) {
    case 'running':
      if (steps.length > 0 && steps.every(({ phase }) => phase !== 'transferring' && phase !== 'waiting')) {
        return kind === 'push' ? 'Finishing' : 'Unpacking'
      }
      return doing || 'Asking the engine'
    case 'done':
      if (outcome.result.unchanged) return 'It was there already, and is current'
      return DONE[kind] ?? 'Pulled'
    case 'failed':
      return 'It did not work'
    case 'cancelled':
      return 'Cancelled'
  }
}
