import { Link } from '@tanstack/react-router'
import type { Job } from '../../../contract/index.ts'
import { Button } from '../../components/button.tsx'
import { size } from '../../lib/format.ts'
import { cancelJob } from '../../lib/jobs.ts'
import { progressOf } from '../../lib/progress.ts'

/** A job under way: what it does, how far it is, and the way to stop it. */
export function JobRow({ job }: { job: Job }) {
  const { id, kind, title, doing, steps } = job
  const { done, total } = progressOf(steps)
  return (
    <li className="flex items-center gap-3 border-line/60 border-b px-4 py-2">
      <div className="min-w-0 flex-1">
        <div className="flex justify-between gap-3">
          {kind === 'build' ? (
            <Link to="/build/$job" params={{ job: id }} className="truncate font-medium text-accent hover:underline">
              {title}
            </Link>
          ) : (
            <span className="truncate font-medium">{title}</span>
          )}
          <span className="tnum shrink-0 text-ink-3 text-sm">
            {total > 0 ? `${size(done)} of ${size(total)}` : doing}
          </span>
        </div>
        <progress className="mt-1 h-1 w-full" aria-label={title} {...(total > 0 ? { value: done, max: total } : {})} />
      </div>
      <Button onClick={() => cancelJob(job)}>Cancel</Button>
    </li>
  )
}
