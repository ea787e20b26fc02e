import { clsx } from 'clsx'
import type { ReactNode } from 'react'

export type Tone = 'neutral' | 'good' | 'warn' | 'bad' | 'accent'

const TONES: Record<Tone, string> = {
  neutral: 'bg-pressed text-ink-2',
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  accent: 'bg-accent-soft text-accent',
}

/** A word or two about a thing’s state. */
export function Badge({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={clsx(
        'inline-flex h-[18px] shrink-0 items-center gap-1 whitespace-nowrap rounded px-1.5 font-medium text-xs',
        TONES[tone],
      )}
    >
      {children}
    </span>
  )
}

const DOTS: Record<Tone, string> = {
  neutral: 'bg-idle-dot',
  good: 'bg-good-dot',
  warn: 'bg-warn-dot',
  bad: 'bg-bad-dot',
  accent: 'bg-accent',
}

/** A dot beside words that say the same. */
export function Dot({ tone }: { tone: Tone }) {
  return <span aria-hidden className={clsx('inline-block size-2 shrink-0 rounded-full', DOTS[tone])} />
}
