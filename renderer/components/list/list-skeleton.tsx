import { Skeleton } from '../skeleton.tsx'

const ROWS = Array.from({ length: 12 }, (_, index) => `row ${index + 1}`)

/** The list while its first snapshot is on its way, of the same shape. */
export function ListSkeleton({ label }: { label: string }) {
  return (
    <div role="status" className="flex min-h-0 flex-1 flex-col overflow-hidden">
      <span className="sr-only">{label}</span>
      <div className="flex h-[45px] shrink-0 items-center gap-2 border-line border-b px-3">
        <Skeleton className="h-7 w-64" />
        <Skeleton className="h-7 w-28" />
        <Skeleton className="h-7 w-16" />
      </div>
      <div className="h-8 shrink-0 border-line border-b" />
      {ROWS.map((row) => (
        <div key={row} className="flex h-8 shrink-0 items-center gap-6 border-line/60 border-b px-3">
          <Skeleton className="size-3.5" />
          <Skeleton className="h-3 w-1/5" />
          <Skeleton className="h-3 w-1/6" />
          <Skeleton className="h-3 w-24" />
          <Skeleton className="h-3 w-20" />
        </div>
      ))}
    </div>
  )
}
