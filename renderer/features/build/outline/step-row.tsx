import { clsx } from 'clsx'
import { Check, ChevronRight, CircleAlert, CircleDashed, CircleSlash, Loader, type LucideIcon, Zap } from 'lucide-react'
import { useState } from 'react'
import type { BuildStep, StepState } from '../../../../contract/index.ts'
import { Badge } from '../../../components/badge.tsx'
import { useNow } from '../../../lib/clock.ts'
import { size } from '../../../lib/format.ts'
import type { StepLines } from './known.ts'
import { StepLog } from './step-log.tsx'
import { STATE_WORDS, stepTime } from './words.ts'

const ICONS: Record<StepState, { icon: LucideIcon; ink: string }> = {
  waiting: { icon: CircleDashed, ink: 'text-ink-3' },
  running: { icon: Loader, ink: 'text-accent animate-spin' },
  done: { icon: Check, ink: 'text-good' },
  cached: { icon: Zap, ink: 'text-good' },
  failed: { icon: CircleAlert, ink: 'text-bad' },
  stopped: { icon: CircleSlash, ink: 'text-ink-3' },
}

type StepRowProps = { step: BuildStep; log: StepLines | undefined }

/** A step: how it stands, its line in the Dockerfile, how long it takes; its log opens below. */
export function StepRow({ step, log }: StepRowProps) {
  const { state, text, line, error, parts } = step
  const [asked, setAsked] = useState<boolean>()
  const open = asked ?? (state === 'running' || state === 'failed')
  const { icon: Icon, ink } = ICONS[state]
  return (
    <li className="flex flex-col gap-1">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setAsked(!open)}
        className="flex w-full items-start gap-2 rounded-md px-2 py-1 text-left hover:bg-hover"
      >
        <ChevronRight aria-hidden className={clsx('mt-0.5 size-4 shrink-0 text-ink-3', open && 'rotate-90')} />
        <Icon className={clsx('mt-0.5 size-4 shrink-0', ink)} role="img" aria-label={STATE_WORDS[state]} />
        <span className="tnum mt-px w-7 shrink-0 text-right text-ink-3 text-sm">
          {line === undefined ? null : (
            <>
              <span className="sr-only">line </span>
              {line}
            </>
          )}
        </span>
        <code
          className={clsx(
            'wrap-anywhere min-w-0 flex-1 font-mono text-sm leading-5',
            open ? 'whitespace-pre-wrap' : 'line-clamp-1',
            state === 'waiting' || state === 'stopped' ? 'text-ink-3' : 'text-ink',
          )}
        >
          {text}
        </code>
        {state === 'cached' ? <Badge tone="good">cached</Badge> : <Time step={step} />}
      </button>
      {open ? (
        <>
          <Parts parts={parts} />
          {log ? <StepLog name={text} log={log} /> : null}
          {error ? <p className="wrap-anywhere ml-9 whitespace-pre-line text-bad text-sm">{error}</p> : null}
        </>
      ) : null}
    </li>
  )
}

function Time({ step: { started, ended, state } }: { step: BuildStep }) {
  const running = state === 'running' && started !== undefined
  const now = useNow((time) => (running ? time : 0))
  if (started === undefined) return null
  return (
    <span className="tnum shrink-0 text-ink-3 text-sm">
      {ended === undefined
        ? running
          ? stepTime(Math.floor((now - started) / 1000) * 1000)
          : ''
        : stepTime(ended - started)}
    </span>
  )
}

function Parts({ parts }: Pick<BuildStep, 'parts'>) {
  const shown = parts.filter(({ total, done }) => total > 0 || done > 0)
  if (shown.length === 0) return null
  return (
    <ul aria-label="Parts" className="ml-9 text-ink-2 text-sm">
      {shown.map(({ id, done, total, ended }) => (
        <li key={id} className="flex gap-3">
          <code className="min-w-0 max-w-96 truncate font-mono">{id}</code>
          <span className="tnum text-ink-3">
            {total > 0 && !ended ? `${size(done)} of ${size(total)}` : size(Math.max(done, total))}
          </span>
        </li>
      ))}
    </ul>
  )
}
