import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { client } from '../../lib/connection.ts'

/** How large each volume is: measured when a person asks for it, as the engine walks through every file. */
export function useVolumeSizes(engine: string) {
  const queries = useQueryClient()
  const queryKey = ['volumes', 'sizes', engine]
  const { data, error, isFetching, refetch } = useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const { sizes } = await client.volumes.sizes({ engine }, { signal })
      return new Map(sizes.map(({ name, bytes }) => [name, bytes]))
    },
    enabled: false,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 300_000,
    retry: false,
  })
  return {
    sizes: data,
    error,
    measuring: isFetching,
    measure: () => void refetch(),
    cancel: () => void queries.cancelQueries({ queryKey }),
  }
}
