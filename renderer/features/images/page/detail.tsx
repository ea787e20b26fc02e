import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Image, ImageDetail } from '../../../../contract/index.ts'
import { ProblemView } from '../../../components/problem-view.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { client } from '../../../lib/connection.ts'
import { asProblem } from '../../../lib/problem.ts'

type DetailProps = { engine: string; image: Image; name: string; children: (detail: ImageDetail) => ReactNode }

/** What `docker image inspect` says, once it is there; asked again when a tag comes or goes. */
export function Detail({ engine, image, name, children }: DetailProps) {
  const { data, error, refetch } = useQuery({
    queryKey: ['images', 'inspect', engine, image.id, image.tags, image.digests],
    queryFn: ({ signal }) => client.images.inspect({ engine, id: image.id }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (error)
    return (
      <ProblemView page problem={asProblem(error, `${name} could not be inspected.`)} onRetry={() => void refetch()} />
    )
  if (!data) return <SkeletonLines label="Loading the image" />
  return children(data)
}
