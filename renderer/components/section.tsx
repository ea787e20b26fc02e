import type { ReactNode } from 'react'

/** A part of a page under its own heading. */
export function Section({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <section className="rounded-lg border border-line bg-surface">
      <div className="flex min-h-9 flex-wrap items-center gap-x-2 gap-y-1 border-line border-b px-4 py-1">
        <h2 className="flex-1 font-semibold">{title}</h2>
        {actions}
      </div>
      <div className="flex flex-col gap-3 px-4 py-3">{children}</div>
    </section>
  )
}
