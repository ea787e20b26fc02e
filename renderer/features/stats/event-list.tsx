import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import type { RecordedEvent } from '../../../contract/index.ts'
import type { Tone } from '../../components/badge.tsx'
import { useNow } from '../../lib/clock.ts'
import { ago, moment } from '../../lib/format.ts'
import { eventSign, eventSubject } from './events.ts'

const INKS: Record<Tone, string> = {
  neutral: 'text-ink-3',
  good: 'text-good',
  warn: 'text-warn',
  bad: 'text-bad',
  accent: 'text-accent',
}

type EventListProps = {
  label: string
  events: readonly RecordedEvent[]
  /** Say how long ago it was, instead of when. */
  brief?: boolean
  /** How often it happened, by the event’s number. */
  times?: ReadonlyMap<number, number>
  /** Whom it is about, where that is worth more than its name; undefined for the name. */
  subject?: (event: RecordedEvent) => ReactNode
}

/** What happened, one a line: when, to whom, what. */
export function EventList({ label, events, brief, times, subject }: EventListProps) {
  return (
    <ol aria-label={label} className="flex flex-col">
      {events.map((event) => {
        const { icon: Icon, tone, words } = eventSign(event)
        return (
          <li key={event.number} className="flex items-start gap-2.5 py-1">
            <Icon className={clsx('mt-0.5 size-4 shrink-0', INKS[tone])} aria-hidden />
            <span className="min-w-0 flex-1 wrap-anywhere">
              <span className="font-medium">{subject?.(event) ?? eventSubject(event)}</span>{' '}
              <span className="text-ink-2">{words}</span>
              <Times count={times?.get(event.number)} />
            </span>
            <time
              dateTime={new Date(event.time).toISOString()}
              title={moment(event.time)}
              className="tnum shrink-0 text-ink-3 text-sm"
            >
              {brief ? <Ago time={event.time} /> : moment(event.time)}
            </time>
          </li>
        )
      })}
    </ol>
  )
}

function Ago({ time }: { time: number }) {
  return useNow((now) => ago(time, now))
}

function Times({ count }: { count: number | undefined }) {
  return count === undefined || count < 2 ? null : <span className="tnum text-ink-3">, {count} times</span>
}
