import { Skeleton } from '../../components/skeleton.tsx'

const CHARTS = ['cpu', 'memory', 'network', 'disk']

/** Grey boxes where charts will be. */
export function ChartsSkeleton() {
  return (
    <div role="status" className="@container">
      <span className="sr-only">Loading the charts</span>
      <div className="grid @4xl:grid-cols-2 grid-cols-1 gap-3">
        {CHARTS.map((key) => (
          <Skeleton key={key} className="h-56 rounded-lg" />
        ))}
      </div>
    </div>
  )
}
