import { CircleOff } from 'lucide-react'
import type { ProcessList } from '../../../../contract/index.ts'
import { EmptyState } from '../../../components/empty-state.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { Scroller } from '../../../components/scroller.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { client } from '../../../lib/connection.ts'
import { count } from '../../../lib/format.ts'
import { useLatest } from '../../../lib/stream.ts'
import { runs } from '../remove/removal.ts'
import type { TabProps } from './tabs.ts'

/** What runs in the container, as `docker top` has it, kept fresh. */
export function Processes({ engine, container }: TabProps) {
  const { id, name, state } = container
  if (!runs(container))
    return (
      <EmptyState icon={CircleOff} title={`${name} does not run`}>
        Start it to see its processes.
      </EmptyState>
    )
  return <Live key={state} engine={engine} id={id} />
}

function Live({ engine, id }: { engine: string; id: string }) {
  const { value, problem, retry } = useLatest<ProcessList>(`${engine} ${id}`, (stream, signal) =>
    client.containers.processes({ engine, id, stream }, { signal }),
  )
  if (problem) return <ProblemView page problem={problem} onRetry={retry} />
  if (!value) return <SkeletonLines label="Loading the processes" />
  const { titles, rows } = value
  const pid = titles.indexOf('PID')
  return (
    <Scroller label="Processes">
      <table className="w-full text-left">
        <caption className="sr-only">{count(rows.length, 'process', 'processes')}</caption>
        <thead className="sticky top-0 bg-canvas">
          <tr>
            {titles.map((title) => (
              <th key={title} scope="col" className="h-8 border-line border-b px-4 font-medium text-ink-3 text-sm">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells) => (
            <tr key={cells[pid] ?? cells.join(' ')} className="hover:bg-hover">
              {titles.map((title, index) => (
                <td key={title} className="tnum h-7 border-line/60 border-b px-4 font-mono text-sm last:wrap-anywhere">
                  {cells[index]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  )
}
