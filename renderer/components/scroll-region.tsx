import { clsx } from 'clsx'
import type { ReactNode, Ref } from 'react'

/** What scrolls must be reachable by keyboard, though there may be nothing to press in it. */
const REACHABLE = { tabIndex: 0 } as const

type ScrollRegionProps = { label: string; className?: string; ref?: Ref<HTMLElement>; children: ReactNode }

/** A part of a page that scrolls, by keyboard too. Its label is only heard. */
export function ScrollRegion({ label, className, ref, children }: ScrollRegionProps) {
  return (
    <section
      ref={ref}
      aria-label={label}
      {...REACHABLE}
      className={clsx('overflow-auto outline-offset-[-2px]', className)}
    >
      {children}
    </section>
  )
}
