import { useQuery } from '@tanstack/react-query'
import type { Volume } from '../../../contract/index.ts'
import { client } from '../../lib/connection.ts'

/** Whose volumes without a name were; asked again when such a one comes or goes. */
export function useOrigins(engine: string, volumes: readonly Volume[]) {
  const ids = volumes.flatMap(({ id, anonymous }) => (anonymous ? [id] : []))
  const { data } = useQuery({
    queryKey: ['volumes', 'origins', engine, ids],
    queryFn: ({ signal }) => client.volumes.origins({ engine }, { signal }),
    enabled: ids.length > 0,
    staleTime: 10_000,
    placeholderData: (before) => before,
  })
  return data
}
