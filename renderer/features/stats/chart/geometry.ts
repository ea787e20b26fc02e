import { rowAt } from './rows.ts'
import { valueTicks } from './scale.ts'
import type { ChartData } from './types.ts'

/** Where the curves lie within a chart, in pixels: what lies over them must know it. */
export const PLOT = { left: 60, right: 12, top: 8, bottom: 24, height: 172 } as const

/** So much of the limit must be used for its line to be worth the room. */
const NEAR_LIMIT = 0.1

/** The highest tick and those below: they hold every curve, and the limit where one comes near it. */
export function ticksOf({ lines, rows, limit, base, least }: ChartData): { ticks: number[]; limited: boolean } {
  let most = 0
  for (const row of rows)
    for (const index of lines.keys()) most = Math.max(most, row.most[index] ?? 0, row.average[index] ?? 0)
  const limited = limit !== undefined && most >= limit.value * NEAR_LIMIT
  return { ticks: valueTicks(Math.max(most, limited ? limit.value * 1.02 : 0, least), 4, base), limited }
}

/** Pixels from the top of the plot at which a value stands; undefined where nothing is known then. */
export function heightOf(chart: ChartData, line: number, time: number): number | undefined {
  const value = rowAt(chart.rows, time, chart.reach)?.average[line]
  if (typeof value !== 'number') return undefined
  const top = ticksOf(chart).ticks.at(-1) ?? 1
  return PLOT.top + (PLOT.height - PLOT.top - PLOT.bottom) * (1 - value / top)
}
