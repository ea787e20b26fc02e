import { Check, CircleSlash, Flame } from 'lucide-react'
import type { Loss } from '../../../../contract/index.ts'
import { Scroller } from '../../../components/scroller.tsx'
import { Skeleton } from '../../../components/skeleton.tsx'
import { consequences } from './removal.ts'

/** More containers than this are scrolled; the box keeps its height. */
const SKELETONS = ['first', 'second', 'third']

const ICONS = {
  lost: <Flame className="mt-0.5 size-3.5 shrink-0 text-bad" aria-hidden />,
  kept: <Check className="mt-0.5 size-3.5 shrink-0 text-good" aria-hidden />,
  refused: <CircleSlash className="mt-0.5 size-3.5 shrink-0 text-warn" aria-hidden />,
}

type LossListProps = { losses: readonly Loss[]; force: boolean; volumes: boolean }

/** What happens to each container and what it has. */
export function LossList({ losses, force, volumes }: LossListProps) {
  if (losses.length === 0) return <p className="text-ink-2">They are gone already.</p>
  return (
    <div className="flex max-h-60 flex-col rounded-lg border border-line">
      <Scroller label="What is lost">
        <ul className="divide-y divide-line">
          {losses.map((loss) => (
            <li key={loss.id} className="px-3 py-2">
              {losses.length > 1 ? <p className="break-words font-medium">{loss.name}</p> : null}
              <ul className="flex flex-col gap-0.5">
                {consequences(loss, { force, volumes }).map(({ kind, text }) => (
                  <li key={text} className="flex gap-2">
                    {ICONS[kind]}
                    <span className="min-w-0 break-words text-ink-2">{text}</span>
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      </Scroller>
    </div>
  )
}

/** The same box while the engine is asked. */
export function LossSkeleton({ lines }: { lines: number }) {
  return (
    <div role="status" className="flex flex-col gap-2 rounded-lg border border-line px-3 py-2.5">
      <span className="sr-only">Asking the engine what would be lost</span>
      {SKELETONS.slice(0, lines).map((line) => (
        <Skeleton key={line} className="h-4 w-3/5" />
      ))}
    </div>
  )
}
