import { clsx } from 'clsx'

type BarProps = {
  label: string
  /** In the unit of `most`. */
  value: number
  most: number
  /** The value, and what it is of, in words. */
  text: string
  /** A part beyond the value that could be had back. */
  spare?: number
}

/** How much of something is used, with the words for it. */
export function Bar({ label, value, most, text, spare = 0 }: BarProps) {
  const part = (amount: number) => `${most > 0 ? Math.min(100, Math.max(0, (amount / most) * 100)) : 0}%`
  const full = most > 0 && value / most > 0.9
  return (
    <div>
      <div className="flex items-baseline gap-3">
        <span className="flex-1 font-medium">{label}</span>
        <span className="tnum text-ink-2 text-sm">{text}</span>
      </div>
      <div aria-hidden className="mt-1 flex h-2 gap-px overflow-hidden rounded-full bg-pressed">
        <div className={clsx('min-w-px', full ? 'bg-warn-dot' : 'bg-accent-fill')} style={{ width: part(value) }} />
        {spare > 0 ? <div className="bg-good-dot" style={{ width: part(spare) }} /> : null}
      </div>
    </div>
  )
}
