import { moment } from '../../../lib/format.ts'
import type { Row } from './rows.ts'
import type { ChartData } from './types.ts'

/** More lines are for the CSV file. */
const MOST = 120

/** True where at least one line has a value. */
const measured = ({ average }: Row) => average.some((value) => value !== null)

/** The charts’ numbers as a table, newest first; of many moments every so-manieth. */
export function Numbers({ label, charts }: { label: string; charts: readonly ChartData[] }) {
  const moments = [...new Set(charts.flatMap(({ rows }) => rows.filter(measured).map(({ at }) => at)))].sort(
    (a, b) => b - a,
  )
  const every = Math.max(1, Math.ceil(moments.length / MOST))
  const shown = moments.filter((_, index) => index % every === 0)
  const byTime = charts.map(({ rows }) => new Map(rows.map((row) => [row.at, row])))
  if (moments.length === 0) return <p className="text-ink-2">Nothing was measured in this time.</p>
  return (
    <div className="overflow-x-auto rounded-lg border border-line">
      <table className="w-full text-left">
        <caption className="px-3 py-2 text-left text-ink-3 text-sm">
          {label}: the average, and the most where that is more.
          {every > 1 ? ` One of ${every} moments; the CSV file has all.` : ''}
        </caption>
        <thead>
          <tr>
            <th scope="col" className="h-8 border-line border-b px-3 font-medium text-ink-3 text-sm">
              Time
            </th>
            {charts.flatMap(({ title, lines }) =>
              lines.map(({ key, name }) => (
                <th key={key} scope="col" className="h-8 border-line border-b px-3 font-medium text-ink-3 text-sm">
                  {`${title} ${name}`.trim()}
                </th>
              )),
            )}
          </tr>
        </thead>
        <tbody>
          {shown.map((at) => (
            <tr key={at} className="hover:bg-hover">
              <th
                scope="row"
                className="tnum h-7 whitespace-nowrap border-line/60 border-b px-3 font-normal text-ink-2"
              >
                {moment(at)}
              </th>
              {charts.flatMap(({ lines, format }, index) =>
                lines.map(({ key }, line) => {
                  const row = byTime[index]?.get(at)
                  return (
                    <td key={key} className="tnum h-7 whitespace-nowrap border-line/60 border-b px-3">
                      {words(row?.average[line], row?.most[line], format)}
                    </td>
                  )
                }),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function words(
  average: number | null | undefined,
  most: number | null | undefined,
  format: (value: number) => string,
): string {
  if (typeof average !== 'number') return '–'
  return typeof most === 'number' && format(most) !== format(average)
    ? `${format(average)} (${format(most)})`
    : format(average)
}
