import { useQuery } from '@tanstack/react-query'
import type { Incarnation } from '../../../contract/index.ts'
import { client } from '../../lib/connection.ts'

type Which = { container?: string; search?: string; ended?: boolean; limit: number }

/** Runs that were written down, newest first; asked again every few seconds, as containers come and go. */
export function useRuns(engine: string, which: Which) {
  return useQuery({
    queryKey: ['recorder', 'runs', engine, which],
    queryFn: ({ signal }): Promise<Incarnation[]> => client.recorder.incarnations({ engine, ...which }, { signal }),
    refetchInterval: 5_000,
    placeholderData: (before) => before,
  })
}
