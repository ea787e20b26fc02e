import { useEffect, useRef } from 'react'
import { perFrame } from '../../lib/frame.ts'
import { pathOf, SPAN, sumOf, type TrailPoint } from './trail.ts'
import { onUsage, trailOf } from './usage.ts'

/** A line that is drawn anew more often says nothing more; milliseconds. */
const PAUSE = 1_000
const WIDTH = 44
const HEIGHT = 16
/** A line of nothing, so that a short one has a place. */
const GROUND = `M0 ${HEIGHT - 0.5}h${WIDTH}`

/** What idles must not look like a mountain: a twentieth of a core, 8 MiB. */
const LEAST = { cpu: 5, memory: 8 * 1024 * 1024 } as const
const VALUE = {
  cpu: ({ cpu }: TrailPoint) => cpu,
  memory: ({ memory }: TrailPoint) => memory,
} as const

const due = new Set<() => void>()
const flush = perFrame(() => {
  const draws = [...due]
  due.clear()
  for (const draw of draws) draw()
})

type SparklineProps = {
  /** One container, or several that are summed up. */
  ids: readonly string[]
  measure: 'cpu' | 'memory'
}

/**
 * What containers used over the last five minutes, as one line. It is drawn past React, together with all others in one
 * frame; beside it stands the same in words.
 */
export function Sparkline({ ids, measure }: SparklineProps) {
  const path = useRef<SVGPathElement>(null)
  const key = ids.join(' ')
  useEffect(() => {
    const of = key === '' ? [] : key.split(' ')
    let drawn = 0
    const draw = () => {
      const [first, ...rest] = of.map(trailOf)
      const trail = rest.length === 0 ? (first ?? []) : sumOf([first ?? [], ...rest])
      const now = Math.floor(Date.now() / SPAN)
      path.current?.setAttribute(
        'd',
        pathOf(trail, VALUE[measure], { width: WIDTH, height: HEIGHT, now, least: LEAST[measure] }),
      )
    }
    const ask = () => {
      const now = performance.now()
      if (now - drawn < PAUSE) return
      drawn = now
      due.add(draw)
      flush()
    }
    const stops = of.map((id) => onUsage(id, ask))
    draw()
    return () => {
      due.delete(draw)
      for (const stop of stops) stop()
    }
  }, [key, measure])
  return (
    <svg aria-hidden="true" width={WIDTH} height={HEIGHT} className="shrink-0 text-accent">
      <path d={GROUND} stroke="var(--line)" />
      <path
        ref={path}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.25"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </svg>
  )
}
