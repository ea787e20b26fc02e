import { memo, useCallback, useMemo } from 'react'
import { Area, CartesianGrid, ComposedChart, Line, ReferenceLine, XAxis, YAxis } from 'recharts'
import type { Tone } from '../../../components/badge.tsx'
import { PLOT, ticksOf } from './geometry.ts'
import { markGroups } from './mark-groups.ts'
import type { Row } from './rows.ts'
import { tickWords, timeTicks } from './scale.ts'
import type { ChartData, Mark, Range } from './types.ts'

const PIXELS_A_TIME = 88

const MARK_COLOURS: Record<Tone, string> = {
  neutral: 'var(--line-strong)',
  good: 'var(--good-dot)',
  warn: 'var(--warn-dot)',
  bad: 'var(--bad-dot)',
  accent: 'var(--accent)',
}

type PlotProps = { chart: ChartData; range: Range; marks: readonly Mark[]; width: number }

/** The curves and axes of one chart, as an SVG of a width in pixels. What it says stands beside it in words. */
export const Plot = memo(function Plot({ chart, range, marks, width }: PlotProps) {
  const { lines, rows, format, limit } = chart
  const { ticks, limited } = useMemo(() => ticksOf(chart), [chart])
  const room = Math.max(2, Math.floor((width - PLOT.left - PLOT.right) / PIXELS_A_TIME))
  const { at, step } = timeTicks(range.from, range.to, room)
  // Live, a chart is drawn once a second: the same axis again must be the same object, or all of it is computed anew.
  const heights = useSame(ticks)
  const times = useSame(at)
  const axis = useMemo(() => [0, heights.at(-1) ?? 1], [heights])
  const words = useCallback((time: number) => tickWords(time, step), [step])
  const data = useMemo(() => [...rows], [rows])
  return (
    <ComposedChart
      data={data}
      width={width}
      height={PLOT.height}
      margin={MARGIN}
      accessibilityLayer={false}
      aria-hidden
    >
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis
        dataKey="at"
        type="number"
        scale="linear"
        domain={[range.from, range.to]}
        allowDataOverflow
        ticks={times}
        interval={0}
        tickFormatter={words}
        height={PLOT.bottom}
        tick={TICK}
        tickLine={false}
        axisLine={AXIS}
      />
      <YAxis
        width={PLOT.left}
        domain={axis}
        allowDataOverflow
        ticks={heights}
        interval={0}
        tickFormatter={format}
        tick={TICK}
        tickLine={false}
        axisLine={false}
      />
      {lines.map(({ key, colour }, index) =>
        banded(rows, index) ? (
          <Area
            key={`most ${key}`}
            dataKey={bandOf(index)}
            stroke="none"
            fill={colour}
            fillOpacity={0.14}
            isAnimationActive={false}
            activeDot={false}
          />
        ) : null,
      )}
      {lines.map(({ key, colour, dashed }, index) => (
        <Line
          key={key}
          dataKey={averageOf(index)}
          stroke={colour}
          strokeWidth={1.5}
          {...(dashed && { strokeDasharray: '4 3' })}
          dot={alone(rows, index, colour)}
          activeDot={false}
          isAnimationActive={false}
        />
      ))}
      {limited && limit ? (
        <ReferenceLine y={limit.value} stroke="var(--bad-dot)" strokeDasharray="5 4" strokeWidth={1.25} />
      ) : null}
      {markGroups(marks, range, width).map(({ worst: { key, at, tone } }) => (
        <ReferenceLine key={key} x={at} stroke={MARK_COLOURS[tone]} strokeOpacity={0.7} strokeDasharray="2 3" />
      ))}
    </ComposedChart>
  )
})

/** The same list as before while its numbers are. */
function useSame(numbers: readonly number[]): number[] {
  const key = numbers.join(' ')
  return useMemo(() => (key === '' ? [] : key.split(' ').map(Number)), [key])
}

const MARGIN = { top: PLOT.top, right: PLOT.right, bottom: 0, left: 0 } as const
const TICK = { fontSize: 11, fill: 'var(--ink-3)' } as const
const AXIS = { stroke: 'var(--line)' } as const

type Value = (row: Row) => number | null
type Band = (row: Row) => [number, number] | null

const averages: Value[] = []
const bands: Band[] = []

/** The same function each time, or the chart would compute everything anew. */
function averageOf(index: number): Value {
  averages[index] ??= (row) => row.average[index] ?? null
  return averages[index]
}

function bandOf(index: number): Band {
  bands[index] ??= (row) => {
    const [average, most] = [row.average[index] ?? null, row.most[index] ?? null]
    return average === null || most === null ? null : [average, most]
  }
  return bands[index]
}

/** Samples have no most of their own: a band without height is not worth its drawing. */
function banded(rows: readonly Row[], line: number): boolean {
  return rows.some(({ average, most }) => (most[line] ?? 0) > (average[line] ?? 0))
}

/** A value between two gaps is no line, and would not be seen: it is drawn as a dot. */
function alone(rows: readonly Row[], line: number, colour: string) {
  const known = (index: number) => typeof rows[index]?.average[line] === 'number'
  const single = rows.some((_, index) => known(index) && !known(index - 1) && !known(index + 1))
  if (!single) return false
  return ({ cx, cy, index }: { cx?: number | undefined; cy?: number | undefined; index: number }) =>
    known(index) && !known(index - 1) && !known(index + 1) ? (
      <circle key={index} cx={cx} cy={cy} r={2} fill={colour} />
    ) : (
      <g key={index} />
    )
}
