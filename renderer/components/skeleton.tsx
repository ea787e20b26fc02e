import { clsx } from 'clsx'

/** A grey bar where words will be; `className` gives its size. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={clsx('block animate-pulse rounded bg-pressed', className)} />
}

const LINES = ['w-3/5', 'w-2/5', 'w-1/2', 'w-1/3', 'w-1/4']

/** Grey bars in place of a page’s content, said once to screen readers. */
export function SkeletonLines({ label }: { label: string }) {
  return (
    <div role="status" className="flex flex-col gap-3 p-6">
      <span className="sr-only">{label}</span>
      {LINES.map((width) => (
        <Skeleton key={width} className={clsx('h-4', width)} />
      ))}
    </div>
  )
}
