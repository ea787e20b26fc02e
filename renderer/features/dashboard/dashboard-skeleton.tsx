import { Skeleton } from '../../components/skeleton.tsx'

const TILES = ['containers', 'cpu', 'memory', 'network', 'disk']

/** Grey boxes where the dashboard will be. */
export function DashboardSkeleton() {
  return (
    <div role="status" className="mx-auto flex w-full max-w-6xl flex-col gap-4 p-4">
      <span className="sr-only">Loading the dashboard</span>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(10.5rem,1fr))] gap-3">
        {TILES.map((tile) => (
          <Skeleton key={tile} className="h-24 rounded-lg" />
        ))}
      </div>
      <Skeleton className="h-32 rounded-lg" />
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
        <Skeleton className="h-64 rounded-lg" />
        <Skeleton className="h-64 rounded-lg" />
      </div>
    </div>
  )
}
