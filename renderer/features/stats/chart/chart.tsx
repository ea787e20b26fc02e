import { Suspense, useEffect, useId, useRef, useState } from 'react'
import { lazyPart } from '../../../lib/load-part.ts'
import type { Store } from '../../../lib/store.ts'
import { PLOT } from './geometry.ts'
import { Legend } from './legend.tsx'
import { MarkRow } from './mark-row.tsx'
import type { Pointed } from './pointed.ts'
import { Pointer } from './pointer.tsx'
import type { ChartData, Mark, Range } from './types.ts'

/** Brings the library that draws, when the first chart is shown. */
const Plot = lazyPart(() => import('./plot.tsx').then(({ Plot: it }) => it))

type ChartProps = {
  chart: ChartData
  range: Range
  marks: readonly Mark[]
  pointed: Store<Pointed>
  onRange: ((range: Range) => void) | undefined
}

/** One chart: its title, what its curves are and were at the moment pointed at, the curves, and what happened. */
export function Chart({ chart, range, marks, pointed, onRange }: ChartProps) {
  const title = useId()
  const [width, measured] = useWidth()
  return (
    <section aria-labelledby={title} className="min-w-0 rounded-lg border border-line bg-surface pt-2.5 pr-1 pb-1 pl-1">
      <Legend id={title} chart={chart} pointed={pointed} />
      <div ref={measured} className="relative" style={{ height: PLOT.height }}>
        {width > 0 ? (
          <>
            <Suspense fallback={null}>
              <Plot chart={chart} range={range} marks={marks} width={width} />
            </Suspense>
            <Pointer chart={chart} range={range} pointed={pointed} onRange={onRange} label={title} />
            <MarkRow marks={marks} range={range} width={width} />
          </>
        ) : null}
      </div>
    </section>
  )
}

/** The width that an element has, kept up to date; 0 until it is there. */
function useWidth() {
  const [width, setWidth] = useState(0)
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!element.current) return
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)))
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [])
  return [width, element] as const
}
