import { useQuery, useQueryClient } from '@tanstack/react-query'
import { client } from '../../lib/connection.ts'

export const usageKey = (engine: string) => ['disk', 'usage', engine]

/** What takes room on an engine, measured when it is first asked for and again when told. */
export function useUsage(engine: string, ready: boolean) {
  const queries = useQueryClient()
  const queryKey = usageKey(engine)
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => client.disk.usage({ engine }, { signal }),
    enabled: ready,
    staleTime: 30_000,
    gcTime: 300_000,
    retry: false,
  })
  return { ...query, cancel: () => void queries.cancelQueries({ queryKey }) }
}
