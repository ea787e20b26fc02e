import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Volume, VolumeDetail } from '../../../../contract/index.ts'
import { ProblemView } from '../../../components/problem-view.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { client } from '../../../lib/connection.ts'
import { asProblem } from '../../../lib/problem.ts'

type DetailProps = { engine: string; volume: Volume; children: (detail: VolumeDetail) => ReactNode }

/** What `docker volume inspect` says, once it is there; asked again when the volume was made anew. */
export function Detail({ engine, volume, children }: DetailProps) {
  const { data, error, refetch } = useQuery({
    queryKey: ['volumes', 'inspect', engine, volume.id, volume.created],
    queryFn: ({ signal }) => client.volumes.inspect({ engine, name: volume.id }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (error)
    return (
      <ProblemView
        page
        problem={asProblem(error, `${volume.id} could not be inspected.`)}
        onRetry={() => void refetch()}
      />
    )
  if (!data) return <SkeletonLines label="Inspecting the volume" />
  return children(data)
}
