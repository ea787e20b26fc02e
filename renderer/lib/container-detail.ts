import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Container } from '../../contract/index.ts'
import { client } from './connection.ts'

/** What `docker inspect` says of a container; asked again whenever the inventory has news of it. */
export function useContainerDetail(engine: string, container: Container) {
  const queries = useQueryClient()
  const { id } = container
  const asked = useRef(container)
  useEffect(() => {
    if (asked.current === container) return
    asked.current = container
    void queries.invalidateQueries({ queryKey: detailKey(engine, id) })
  }, [queries, engine, id, container])
  return useQuery({
    queryKey: detailKey(engine, id),
    queryFn: ({ signal }) => client.containers.inspect({ engine, id }, { signal }),
  })
}

function detailKey(engine: string, id: string) {
  return ['containers', 'inspect', engine, id] as const
}
