import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Container, HostPort } from '../../../contract/index.ts'
import { client } from '../../lib/connection.ts'

/** A program may begin or end to listen while the form is filled in. Milliseconds. */
const AGAIN = 3_000

const NONE: readonly HostPort[] = []

/** The ports that programs hold on the engine’s computer, apart from those of a container that makes room. */
export function useHeldPorts(engine: string, needed: boolean, makesRoom: Container | undefined): readonly HostPort[] {
  const { data = NONE } = useQuery({
    queryKey: ['host-ports', 'held', engine],
    queryFn: ({ signal }) => client.hostPorts.held({ engine }, { signal }),
    enabled: needed,
    refetchInterval: AGAIN,
    placeholderData: keepPreviousData,
  })
  if (!makesRoom) return data
  const own = new Set(makesRoom.ports.map(({ protocol, public: outer }) => `${protocol} ${outer}`))
  return data.filter(({ protocol, port }) => !own.has(`${protocol} ${port}`))
}

/** The program that holds a port, in words; undefined where none is asked for. */
export function useHolder(port: Pick<HostPort, 'protocol' | 'port'> | undefined): string | undefined {
  const { data } = useQuery<{ program?: string | undefined; pid?: number | undefined }>({
    queryKey: ['host-ports', 'holder', port?.protocol, port?.port],
    queryFn: ({ signal }) => (port ? client.hostPorts.holder(port, { signal }) : {}),
    enabled: port !== undefined,
    staleTime: AGAIN,
  })
  if (!port) return undefined
  return data?.program === undefined ? 'another program' : `${data.program} (process ${data.pid})`
}
