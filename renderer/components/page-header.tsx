import type { ReactNode } from 'react'

type PageHeaderProps = {
  title: ReactNode
  /** A word beside the title, such as a number. */
  note?: ReactNode
  actions?: ReactNode
}

/** The line at the top of a page; it also names the window. */
export function PageHeader({ title, note, actions }: PageHeaderProps) {
  return (
    <header className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-line border-b px-4 py-2">
      {typeof title === 'string' ? <title>{`${title} · Slipway`}</title> : null}
      <h1 className="min-w-0 truncate font-semibold text-lg">{title}</h1>
      {note ? <span className="tnum min-w-0 truncate text-ink-3">{note}</span> : null}
      <div className="flex min-w-0 grow flex-wrap items-center justify-end gap-2">{actions}</div>
    </header>
  )
}
