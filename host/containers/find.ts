import { z } from 'zod'
import type { EngineClient } from '../engine/index.ts'

const answer = z.array(z.object({ Id: z.string() }))

export type FindOptions = {
  /** Stopped ones, too. */
  all: boolean
  /** The newest so many. */
  last?: number | undefined
  filters: readonly { key: string; value: string }[]
}

/** The containers that `docker ps` lists for these filters, as the engine applies them. @throws SlipwayError for one it does not know */
export async function find(
  client: EngineClient,
  { all, last, filters }: FindOptions,
  signal?: AbortSignal,
): Promise<{ ids: string[] }> {
  const byKey: Record<string, string[]> = {}
  for (const { key, value } of filters) byKey[key] = [...(byKey[key] ?? []), value]
  const found = await client.json(answer, 'GET', '/containers/json', {
    query: { all, limit: last, filters: JSON.stringify(byKey) },
    ...(signal && { signal }),
  })
  return { ids: found.map(({ Id }) => Id) }
}
