import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { moment } from '../../../lib/format.ts'
import { type Store, useStore } from '../../../lib/store.ts'
import { heightOf, PLOT } from './geometry.ts'
import type { Pointed } from './pointed.ts'
import { rowAt } from './rows.ts'
import type { ChartData, Range } from './types.ts'

type PointerProps = {
  chart: ChartData
  range: Range
  pointed: Store<Pointed>
  onRange: ((range: Range) => void) | undefined
  /** The id of what names the chart. */
  label: string
}

/** Less than this is a click and no drag, in pixels. */
const STILL = 5

/**
 * What lies over the curves: the mouse or the arrow keys move a line through all charts at once; dragging, or Shift
 * with the arrow keys and then Enter, chooses a range.
 */
export function Pointer({ chart, range, pointed, onRange, label }: PointerProps) {
  const { at, drag } = useStore(pointed)
  const down = useRef<{ x: number; at: number }>(undefined)
  const span = range.to - range.from
  const place = (time: number) => `${((time - range.from) / span) * 100}%`
  const timeOf = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const share = (event.clientX - box.left) / Math.max(1, box.width)
    return range.from + Math.min(1, Math.max(0, share)) * span
  }
  /** The moment of the row that is nearest, or the place itself where nothing was measured. */
  const snapped = (time: number) => rowAt(chart.rows, time, chart.reach)?.at ?? Math.round(time)

  const move = (event: PointerEvent<HTMLElement>) => {
    const time = timeOf(event)
    const from = down.current
    const dragged = onRange && from && Math.abs(event.clientX - from.x) >= STILL
    pointed.set({ at: snapped(time), drag: dragged ? ordered(from.at, time) : undefined })
  }
  const release = (event: PointerEvent<HTMLElement>) => {
    const chosen = pointed.get().drag
    down.current = undefined
    if (event.currentTarget.hasPointerCapture(event.pointerId))
      event.currentTarget.releasePointerCapture(event.pointerId)
    pointed.set({ at: pointed.get().at })
    if (chosen && onRange) onRange(chosen)
  }
  const press = (event: KeyboardEvent) => {
    const now = at ?? range.to
    const steps = event.key === 'PageUp' || event.key === 'PageDown' ? 10 : 1
    if (['ArrowLeft', 'ArrowDown', 'PageDown', 'ArrowRight', 'ArrowUp', 'PageUp', 'Home', 'End'].includes(event.key)) {
      const next = moved(chart, range, now, event.key, steps)
      const start = drag ? (drag.from === now ? drag.to : drag.from) : now
      pointed.set({ at: next, drag: event.shiftKey && onRange ? ordered(start, next) : undefined })
    } else if (event.key === 'Enter' && drag && onRange) {
      pointed.set({})
      onRange(drag)
    } else if (event.key === 'Escape' && (at !== undefined || drag)) {
      pointed.set({})
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  const words = at === undefined ? 'No moment chosen' : spoken(chart, at)
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-labelledby={label}
      aria-valuemin={range.from}
      aria-valuemax={range.to}
      aria-valuenow={at ?? range.to}
      aria-valuetext={words}
      onPointerDown={(event) => {
        if (event.button !== 0 || !onRange) return
        down.current = { x: event.clientX, at: timeOf(event) }
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={move}
      onPointerUp={release}
      onPointerCancel={() => {
        down.current = undefined
        pointed.set({})
      }}
      onPointerLeave={() => {
        if (!down.current) pointed.set({})
      }}
      onBlur={() => pointed.set({})}
      onKeyDown={press}
      className="absolute cursor-crosshair touch-pan-y select-none rounded-sm"
      style={{ left: PLOT.left, right: PLOT.right, top: 0, height: PLOT.height - PLOT.bottom }}
    >
      {drag ? (
        <span
          className="pointer-events-none absolute inset-y-0 border-accent border-x bg-accent/15"
          style={{ left: place(drag.from), right: `calc(100% - ${place(drag.to)})` }}
        />
      ) : null}
      {at !== undefined && at >= range.from && at <= range.to ? (
        <>
          <span
            className="pointer-events-none absolute inset-y-0 w-px bg-line-strong"
            style={{ left: place(at), top: PLOT.top }}
          />
          {chart.lines.map(({ key, colour }, index) => {
            const top = heightOf(chart, index, at)
            return top === undefined || top < 0 ? null : (
              <span
                key={key}
                className="pointer-events-none absolute size-2 rounded-full border-2 border-surface"
                style={{ left: `calc(${place(at)} - 4px)`, top: top - 4, backgroundColor: colour }}
              />
            )
          })}
        </>
      ) : null}
    </div>
  )
}

function ordered(a: number, b: number): Range {
  return a <= b ? { from: a, to: b } : { from: b, to: a }
}

/** The moment that a key leads to, from row to row. */
function moved({ rows, step }: ChartData, range: Range, from: number, key: string, steps: number): number {
  if (key === 'Home') return rows[0]?.at ?? range.from
  if (key === 'End') return rows.at(-1)?.at ?? range.to
  const back = key === 'ArrowLeft' || key === 'ArrowDown' || key === 'PageDown'
  const target = from + (back ? -1 : 1) * steps * step
  const row = rowAt(rows, target, step)
  return Math.min(range.to, Math.max(range.from, row && row.at !== from ? row.at : target))
}

/** What the chart says of a moment, to be heard. */
function spoken({ lines, rows, reach, format }: ChartData, at: number): string {
  const row = rowAt(rows, at, reach)
  const values = lines.map(({ name }, index) => {
    const value = row?.average[index]
    return `${name} ${typeof value === 'number' ? format(value) : 'not measured'}`.trim()
  })
  return `${moment(at)}: ${values.join(', ')}`
}
