import { clsx } from 'clsx'
import type { ReactNode, Ref } from 'react'

/** What scrolls must take the focus to be scrolled by keys (WCAG 2.1.1), though there may be nothing to press in it. */
const REACHABLE = { tabIndex: 0 } as const

type ScrollerProps = { label: string; className?: string; ref?: Ref<HTMLElement>; children: ReactNode }

/** The part of a page that scrolls; the keyboard scrolls it too. `label` says what is in it. */
export function Scroller({ label, className, ref, children }: ScrollerProps) {
  return (
    <section
      ref={ref}
      aria-label={label}
      {...REACHABLE}
      className={clsx('-outline-offset-2 min-h-0 flex-1 overflow-auto', className)}
    >
      {children}
    </section>
  )
}
