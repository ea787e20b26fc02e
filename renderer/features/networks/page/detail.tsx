import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { NetworkDetail } from '../../../../contract/index.ts'
import { ProblemView } from '../../../components/problem-view.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { client } from '../../../lib/connection.ts'
import { useDebounced } from '../../../lib/debounced.ts'
import { asProblem } from '../../../lib/problem.ts'
import type { TabProps } from './tabs.ts'

/** Containers come and go several at once, as a stack does; milliseconds. */
const STILL = 100

type DetailProps = Pick<TabProps, 'engine' | 'network' | 'members'> & {
  children: (detail: NetworkDetail) => ReactNode
}

/** What `docker network inspect` says, once it is there; asked again when a container comes, goes or changes. */
export function Detail({ engine, network, members, children }: DetailProps) {
  const still = useDebounced(members, STILL)
  const { data, error, refetch } = useQuery({
    queryKey: ['networks', 'inspect', engine, network.id, still],
    queryFn: ({ signal }) => client.networks.inspect({ engine, id: network.id }, { signal }),
    placeholderData: keepPreviousData,
    gcTime: 0,
  })
  if (error)
    return (
      <ProblemView
        page
        problem={asProblem(error, `${network.name} could not be inspected.`)}
        onRetry={() => void refetch()}
      />
    )
  if (!data) return <SkeletonLines label="Loading the network" />
  return children(data)
}
