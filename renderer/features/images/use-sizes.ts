import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Image } from '../../../contract/index.ts'
import { client } from '../../lib/connection.ts'

/** What images share, measured by the engine while somebody looks, and again when images come or go. */
export function useSizes(engine: string, images: readonly Image[], ready: boolean) {
  const queries = useQueryClient()
  const ids = useMemo(() => images.map(({ id }) => id).sort(), [images])
  const queryKey = ['images', 'sizes', engine, ids]
  const { data, error, isFetching, refetch } = useQuery({
    queryKey,
    queryFn: ({ signal }) => client.images.sizes({ engine }, { signal }),
    enabled: ready && ids.length > 0,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  })
  return {
    sizes: data,
    error,
    measuring: isFetching,
    measure: () => void refetch(),
    cancel: () => void queries.cancelQueries({ queryKey }),
  }
}
