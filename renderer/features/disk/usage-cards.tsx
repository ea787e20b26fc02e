import { clsx } from 'clsx'
import type { DiskUsage } from '../../../contract/index.ts'
import { size } from '../../lib/format.ts'
import { KIND_FILL, KIND_WORDS, KINDS, type Kind } from './kinds.ts'

type UsageCardsProps = { usage: DiskUsage; shown: Kind; onShow: (kind: Kind) => void }

/** What each kind takes and could give back, as one bar and a card for each, which shows its list. */
export function UsageCards({ usage, shown, onShow }: UsageCardsProps) {
  const total = Math.max(
    1,
    KINDS.reduce((sum, kind) => sum + usage[kind].size, 0),
  )
  return (
    <div className="flex flex-col gap-3 px-4 pt-4">
      <div aria-hidden className="flex h-2 gap-px overflow-hidden rounded-full bg-pressed">
        {KINDS.map((kind) => (
          <div
            key={kind}
            className={clsx('min-w-0', KIND_FILL[kind])}
            style={{ width: `${(usage[kind].size / total) * 100}%` }}
          />
        ))}
      </div>
      <fieldset className="grid grid-cols-4 gap-2 max-lg:grid-cols-2">
        <legend className="sr-only">What is listed</legend>
        {KINDS.map((kind) => {
          const { items, active, size: bytes, reclaimable } = usage[kind]
          return (
            <button
              key={kind}
              type="button"
              aria-pressed={kind === shown}
              onClick={() => onShow(kind)}
              className="flex min-w-0 flex-col rounded-lg border border-line bg-surface px-3 py-2.5 text-left hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent-soft"
            >
              <span className="flex items-center gap-2 text-ink-2">
                <span className={clsx('size-2 shrink-0 rounded-full', KIND_FILL[kind])} aria-hidden />
                {KIND_WORDS[kind].title}
              </span>
              <span className="tnum mt-1 font-semibold text-xl">{size(bytes)}</span>
              <span className="tnum text-ink-2 text-sm">
                {reclaimable > 0 ? `${size(reclaimable)} can be freed` : 'Nothing to free'}
              </span>
              <span className="tnum text-ink-3 text-sm">
                {active.toLocaleString()} of {items.length.toLocaleString()} in use
              </span>
            </button>
          )
        })}
      </fieldset>
    </div>
  )
}
