import { Link } from '@tanstack/react-router'
import { CircleAlert, CircleCheck, CircleSlash } from 'lucide-react'
import type { Job } from '../../../contract/index.ts'
import { useNow } from '../../lib/clock.ts'
import { ago, duration, moment } from '../../lib/format.ts'

const ICONS = {
  running: { icon: CircleSlash, ink: 'text-ink-3', words: 'Running' },
  done: { icon: CircleCheck, ink: 'text-good', words: 'Built' },
  failed: { icon: CircleAlert, ink: 'text-bad', words: 'Failed' },
  cancelled: { icon: CircleSlash, ink: 'text-ink-3', words: 'Cancelled' },
}

/** A build that ended, with the way to its log. */
export function BuildRow({ job: { id, title, started, outcome } }: { job: Job }) {
  const when = useNow((now) => ago(started, now))
  const { icon: Icon, ink, words } = ICONS[outcome.state]
  return (
    <li className="flex items-center gap-3 border-line/60 border-b px-4 py-2">
      <Icon className={`size-4 shrink-0 ${ink}`} role="img" aria-label={words} />
      <Link
        to="/build/$job"
        params={{ job: id }}
        className="min-w-0 flex-1 truncate font-medium text-accent hover:underline"
      >
        {title}
      </Link>
      {outcome.state === 'running' ? null : (
        <span className="tnum shrink-0 text-ink-3 text-sm">{duration(outcome.ended - started)}</span>
      )}
      <time
        dateTime={new Date(started).toISOString()}
        title={moment(started)}
        className="tnum w-24 shrink-0 text-right text-ink-3 text-sm"
      >
        {when}
      </time>
    </li>
  )
}
