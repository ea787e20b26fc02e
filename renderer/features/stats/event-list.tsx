import { clsx } from 'clsx'
import { type ReactNode, useState } from 'react'
import type { RecordedEvent } from '../../../contract/index.ts'
import type { Tone } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { useNow } from '../../lib/clock.ts'
import { ago, moment } from '../../lib/format.ts'
import { eventSign, eventSubject, folded } from './events.ts'

const INKS: Record<Tone, string> = {
  neutral: 'text-ink-3',
  good: 'text-good',
  warn: 'text-warn',
  bad: 'text-bad',
  accent: 'text-accent',
}

type EventListProps = {
  label: string
  /** Newest first. */
  events: readonly RecordedEvent[]
  /** So many lines are shown until a person asks for more. */
  few: number
  /** What says the same of the same is one line. */
  fold?: boolean
  /** Say how long ago it was, instead of when. */
  brief?: boolean
  /** Whom it is about, where that is worth more than its name; undefined for the name. */
  subject?: (event: RecordedEvent) => ReactNode
}

/** What happened, one a line: to whom, what, when. */
export function EventList({ label, events, few, fold, brief, subject }: EventListProps) {
  const [all, setAll] = useState(false)
  const lines = fold ? folded(events) : events.map((event) => ({ event, times: 1 }))
  const shown = all ? lines : lines.slice(0, few)
  return (
    <>
      <ol aria-label={label} className="-my-1 flex flex-col">
        {shown.map(({ event, times }) => {
          const { icon: Icon, tone, words } = eventSign(event)
          return (
            <li key={event.number} className="flex items-start gap-2.5 py-1">
              <Icon className={clsx('mt-0.5 size-4 shrink-0', INKS[tone])} aria-hidden />
              <div className="flex min-w-0 flex-1 flex-wrap justify-between gap-x-3">
                <span className="wrap-anywhere min-w-0">
                  <span className="font-medium">{subject?.(event) ?? eventSubject(event)}</span>{' '}
                  <span className="text-ink-2">{words}</span>
                  {times > 1 ? <span className="tnum text-ink-3">, {times} times</span> : null}
                </span>
                <time
                  dateTime={new Date(event.time).toISOString()}
                  title={moment(event.time)}
                  className="tnum text-ink-3 text-sm"
                >
                  {brief ? <Ago time={event.time} /> : when(event.time)}
                </time>
              </div>
            </li>
          )
        })}
      </ol>
      {lines.length > shown.length ? (
        <Button size="small" className="self-start" onClick={() => setAll(true)}>
          Show {lines.length - shown.length} more
        </Button>
      ) : null}
    </>
  )
}

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' })

/** A moment of today by its time alone. */
function when(time: number): string {
  return new Date(time).toDateString() === new Date().toDateString() ? clock.format(time) : moment(time)
}

function Ago({ time }: { time: number }) {
  return useNow((now) => ago(time, now))
}
