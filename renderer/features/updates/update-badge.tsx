import { ArrowUpCircle } from 'lucide-react'
import { Tip } from '../../components/tip.tsx'
import { useNow } from '../../lib/clock.ts'
import { ago } from '../../lib/format.ts'
import { updateImage } from './asked.ts'
import { useUpdate } from './use-updates.ts'

type UpdateBadgeProps = {
  engine: string
  /** The image by a tag, as the engine has it. */
  reference: string
}

/** Says that the registry has a newer image under a tag, and opens what to do about it; nothing where it has none. */
export function UpdateBadge({ engine, reference }: UpdateBadgeProps) {
  const update = useUpdate(engine, reference)
  const checked = update?.checked
  const when = useNow((now) => (checked === undefined ? '' : ago(checked, now)))
  if (update?.state !== 'newer') return null
  return (
    <Tip text={`The registry has a newer ${reference} (asked ${when})`}>
      <button
        type="button"
        aria-label={`Newer image of ${reference}`}
        onClick={(event) => {
          event.stopPropagation()
          updateImage(engine, reference)
        }}
        className="inline-flex h-[18px] shrink-0 items-center gap-1 whitespace-nowrap rounded bg-accent-soft px-1.5 font-medium text-accent text-xs hover:underline"
      >
        <ArrowUpCircle className="size-3" aria-hidden />
        Update
      </button>
    </Tip>
  )
}
