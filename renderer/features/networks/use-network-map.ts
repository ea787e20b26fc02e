import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { client } from '../../lib/connection.ts'
import { useDebounced } from '../../lib/debounced.ts'
import { useContainers, useNetworks } from '../../lib/inventory.ts'

/** Containers come and go several at once, as a stack does; milliseconds. */
const STILL = 150

/** Who is where on an engine; asked again whenever a container or a network comes, goes or changes. */
export function useNetworkMap(engine: string) {
  const containers = useDebounced(useContainers(engine), STILL)
  const networks = useDebounced(useNetworks(engine), STILL)
  return useQuery({
    queryKey: ['networks', 'map', engine, stamp(containers), stamp(networks)],
    queryFn: ({ signal }) => client.networks.map({ engine }, { signal }),
    placeholderData: keepPreviousData,
    gcTime: 0,
  })
}

const stamps = new WeakMap<object, number>()
let last = 0

/** A number for a list as it is now: to compare thousands of containers with themselves takes longer than to ask. */
function stamp(list: object): number {
  const known = stamps.get(list)
  if (known !== undefined) return known
  last += 1
  stamps.set(list, last)
  return last
}
