import { Link, type LinkProps } from '@tanstack/react-router'
import { ChevronLeft } from 'lucide-react'
import type { ReactNode } from 'react'

type DetailHeaderProps = {
  /** The list that it is one of. */
  list: { to: NonNullable<LinkProps['to']>; label: string }
  name: string
  badges: ReactNode
  /** More of it in plain words, where there is room. */
  note: string
  actions: ReactNode
}

/** The head of the page about one thing: its name, how it stands, and what can be done. */
export function DetailHeader({ list, name, badges, note, actions }: DetailHeaderProps) {
  return (
    <header className="flex min-h-12 shrink-0 flex-wrap items-center gap-2 px-3 py-2">
      <title>{`${name} · Slipway`}</title>
      <Link
        to={list.to}
        aria-label={list.label}
        className="inline-flex size-7 shrink-0 items-center justify-center rounded-md text-ink-3 hover:bg-hover hover:text-ink"
      >
        <ChevronLeft className="size-4" aria-hidden />
      </Link>
      <h1 className="min-w-0 truncate font-semibold text-lg" title={name}>
        {name}
      </h1>
      {badges}
      <span className="tnum min-w-0 flex-1 truncate text-ink-3 max-md:hidden" title={note}>
        {note}
      </span>
      <span className="flex-1 md:hidden" />
      {actions}
    </header>
  )
}
