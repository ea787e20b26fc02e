import { useState } from 'react'
import type { Container, ContainerDetail } from '../../../contract/index.ts'
import { ProblemView } from '../../components/problem-view.tsx'
import { Segments } from '../../components/segments.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { useContainerDetail } from '../../lib/container-detail.ts'
import { asProblem } from '../../lib/problem.ts'
import { RawJson } from './raw-json.tsx'
import { Summary } from './summary.tsx'

const WAYS = [
  { value: 'summary', label: 'Summary' },
  { value: 'json', label: 'JSON' },
] as const
type Shown = (typeof WAYS)[number]['value']

/** All that the engine says of a container: the gist, or the whole answer. */
export function InspectTab({ engine, container }: { engine: string; container: Container }) {
  const { data, error, refetch } = useContainerDetail(engine, container)
  const [shown, setShown] = useState<Shown>('summary')
  if (error) {
    const problem = asProblem(error, `${container.name} could not be inspected.`)
    return <ProblemView page problem={problem} onRetry={() => void refetch()} />
  }
  if (!data) return <SkeletonLines label="Loading the container" />
  return <Inspected detail={data} shown={shown} onShow={setShown} />
}

type InspectedProps = { detail: ContainerDetail; shown: Shown; onShow: (shown: Shown) => void }

function Inspected({ detail, shown, onShow }: InspectedProps) {
  const choice = <Segments label="What to show" value={shown} options={WAYS} onChange={onShow} />
  if (shown === 'json') return <RawJson value={detail.raw} name={detail.name} choice={choice} />
  return (
    <>
      <div className="flex shrink-0 items-center px-4 py-2">{choice}</div>
      <Summary detail={detail} />
    </>
  )
}
