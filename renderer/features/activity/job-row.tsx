import { Link } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import { useId, useState } from 'react'
import type { Job } from '../../../contract/index.ts'
import { Button } from '../../components/button.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { Layers } from '../../components/transfer.tsx'
import { size } from '../../lib/format.ts'
import { cancelJob } from '../../lib/jobs.ts'
import { progressOf } from '../../lib/progress.ts'

/** A job under way: what it does, how far it is, its layers where it has some, and the way to stop it. */
export function JobRow({ job }: { job: Job }) {
  const { id, kind, title, doing, steps } = job
  const { done, total, about } = progressOf(steps)
  // Of what has no known end, only how much there is can be said.
  const written = steps.reduce((sum, step) => sum + (step.total === undefined ? (step.done ?? 0) : 0), 0)
  const [open, setOpen] = useState(false)
  const layers = useId()
  return (
    <li className="border-line/60 border-b px-4 py-2">
      <div className="flex items-center gap-3">
        {steps.length > 0 && kind !== 'build' ? (
          <IconButton
            icon={ChevronRight}
            label={`Layers of ${title}`}
            aria-expanded={open}
            aria-controls={layers}
            onClick={() => setOpen(!open)}
            className={open ? 'rotate-90' : ''}
          />
        ) : null}
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
              {total > 0
                ? `${size(done)} of ${about ? 'about ' : ''}${size(total)}`
                : written > 0
                  ? size(written)
                  : doing}
            </span>
          </div>
          <progress
            className="mt-1 h-1 w-full"
            aria-label={title}
            {...(total > 0 ? { value: done, max: total } : {})}
          />
        </div>
        <Button onClick={() => cancelJob(job)}>Cancel</Button>
      </div>
      <div id={layers} className={open ? 'pt-2 pl-10' : 'hidden'}>
        {open ? <Layers steps={steps} /> : null}
      </div>
    </li>
  )
}
