import { clsx } from 'clsx'
import type { ReactNode } from 'react'

/** The part of a page that scrolls; the keyboard scrolls it too. `label` says what is in it. */
export function Scroller({ label, className, children }: { label: string; className?: string; children: ReactNode }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus to be scrolled by keys (WCAG 2.1.1).
      tabIndex={0}
      className={clsx('-outline-offset-2 min-h-0 flex-1 overflow-y-auto', className)}
    >
      {children}
    </section>
  )
}
