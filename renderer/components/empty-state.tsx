import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

type EmptyStateProps = { icon: LucideIcon; title: string; children?: ReactNode; actions?: ReactNode }

/** Nothing is here, and what to do about it. */
export function EmptyState({ icon: Icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-2 p-8 text-center">
      <span className="mb-1 flex size-10 items-center justify-center rounded-xl bg-hover text-ink-3">
        <Icon className="size-5" aria-hidden />
      </span>
      <h2 className="font-semibold text-lg">{title}</h2>
      {children ? <div className="max-w-md text-ink-2">{children}</div> : null}
      {actions ? <div className="mt-2 flex flex-wrap justify-center gap-2">{actions}</div> : null}
    </div>
  )
}
