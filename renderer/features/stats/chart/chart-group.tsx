import { useState } from 'react'
import { Chart } from './chart.tsx'
import { pointedStore } from './pointed.ts'
import type { ChartData, Mark, Range } from './types.ts'

type ChartGroupProps = {
  /** What the charts are of. */
  label: string
  charts: readonly ChartData[]
  range: Range
  marks: readonly Mark[]
  /** Called with a range that was dragged; without it nothing can be dragged. */
  onRange?: (range: Range) => void
}

/** Charts over one time: pointing at a moment in one points at it in all. */
export function ChartGroup({ label, charts, range, marks, onRange }: ChartGroupProps) {
  const [pointed] = useState(pointedStore)
  return (
    <fieldset className="@container">
      <legend className="sr-only">{label}</legend>
      <div className="grid @4xl:grid-cols-2 grid-cols-1 gap-3">
        {charts.map((chart) => (
          <Chart key={chart.key} chart={chart} range={range} marks={marks} pointed={pointed} onRange={onRange} />
        ))}
      </div>
    </fieldset>
  )
}
