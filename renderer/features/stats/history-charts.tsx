import { type ReactNode, useMemo } from 'react'
import { ProblemView } from '../../components/problem-view.tsx'
import { asProblem } from '../../lib/problem.ts'
import { chartsOf, firstKnown, recordedLimit, recordedRows } from './charts.ts'
import { ChartsSkeleton } from './charts-skeleton.tsx'
import { ChartsView } from './charts-view.tsx'
import { marksOf } from './events.ts'
import { between, fromFirst, type RangeChoice, rangeOf } from './range.ts'
import { RangeBar } from './range-bar.tsx'
import { useHistory } from './use-history.ts'

type HistoryChartsProps = {
  engine: string
  /** A container; the sum of all without one. */
  container?: { id: string; name: string; memoryLimit?: number | undefined }
  /** What the charts are of. */
  label: string
  choice: RangeChoice
  onChoice: (choice: RangeChoice) => void
  /** What to show where nothing was measured. */
  empty: ReactNode
}

/** What was recorded of a container, or of all together, over a time that can be chosen. */
export function HistoryCharts({ engine, container, label, choice, onChoice, empty }: HistoryChartsProps) {
  const { data, error, refetch } = useHistory(engine, container && [container.id], choice)
  const asked = data?.range ?? rangeOf(choice, Date.now())
  const { id, memoryLimit } = container ?? {}
  const charts = useMemo(() => {
    if (!data) return undefined
    const { history } = data
    const limit = id === undefined ? undefined : (memoryLimit ?? recordedLimit(history, id))
    return chartsOf([{ id: id ?? 'engine', name: label, memoryLimit: limit }], recordedRows(history), {
      step: history.step,
      reach: history.step * 1.5,
    })
  }, [data, id, memoryLimit, label])
  const marks = useMemo(() => marksOf(data?.events ?? [], id === undefined ? 'all' : 'one'), [data, id])
  const range = choice.kind === 'last' && charts ? fromFirst(asked, firstKnown(charts)) : asked
  const nothing = charts?.every(({ rows }) => rows.every(({ average }) => average.every((value) => value === null)))
  return (
    <ChartsView
      label={label}
      charts={charts ?? []}
      range={range}
      marks={marks}
      onRange={(chosen) => onChoice(between(chosen))}
      note={
        error && !data ? (
          <ProblemView
            problem={asProblem(error, 'What was recorded could not be read.')}
            onRetry={() => void refetch()}
          />
        ) : !charts ? (
          <ChartsSkeleton />
        ) : nothing ? (
          empty
        ) : undefined
      }
    >
      <RangeBar choice={choice} range={range} onChoice={onChoice} live={false} />
    </ChartsView>
  )
}
