import { moment } from '../../../lib/format.ts'
import { type Store, useStore } from '../../../lib/store.ts'
import type { Pointed } from './pointed.ts'
import { rowAt, summary } from './rows.ts'
import type { ChartData } from './types.ts'

type LegendProps = { id: string; chart: ChartData; pointed: Store<Pointed> }

/** What the curves are, and their values: at the moment pointed at, else over all that is shown. */
export function Legend({ id, chart, pointed }: LegendProps) {
  const { at } = useStore(pointed)
  const { title, lines, limit } = chart
  return (
    <div className="px-3 pb-1">
      <div className="flex items-baseline gap-3">
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        <span className="tnum min-w-0 flex-1 truncate text-right text-ink-3 text-sm">
          {at === undefined ? limit?.words : moment(at)}
        </span>
      </div>
      <ul className="flex min-h-[18px] flex-wrap gap-x-4 text-sm">
        {lines.map((line, index) => (
          <li key={line.key} className="flex min-w-0 max-w-full items-baseline gap-1.5">
            <svg aria-hidden="true" className="h-2 w-3.5 shrink-0" viewBox="0 0 14 8">
              <line
                x1="0"
                x2="14"
                y1="4"
                y2="4"
                stroke={line.colour}
                strokeWidth="2.5"
                strokeDasharray={line.dashed ? '4 2.5' : undefined}
              />
            </svg>
            {line.name === '' ? null : <span className="max-w-48 shrink-0 truncate text-ink-2">{line.name}</span>}
            <Values chart={chart} line={index} at={at} brief={lines.length > 2} />
          </li>
        ))}
      </ul>
    </div>
  )
}

type ValuesProps = {
  chart: ChartData
  line: number
  at: number | undefined
  /** There are many curves, and little room for each. */
  brief: boolean
}

function Values({ chart, line, at, brief }: ValuesProps) {
  const { rows, reach, format } = chart
  if (at === undefined) {
    const whole = summary(rows, line)
    if (!whole) return <span className="text-ink-3">nothing measured</span>
    if (brief) return <Pair value={format(whole.average)} most={undefined} format={format} />
    return <Pair value={`${format(whole.average)} on average`} most={whole.most} format={format} />
  }
  const row = rowAt(rows, at, reach)
  const value = row?.average[line]
  if (typeof value !== 'number') return <span className="text-ink-3">not measured</span>
  const most = row?.most[line] ?? value
  return <Pair value={format(value)} most={!brief && most > value * 1.005 ? most : undefined} format={format} />
}

function Pair({ value, most, format }: { value: string; most: number | undefined; format: (n: number) => string }) {
  return (
    <span className="tnum min-w-0">
      <span className="font-medium">{value}</span>
      {most === undefined ? null : <span className="text-ink-3">, {format(most)} at most</span>}
    </span>
  )
}
