import { z } from 'zod'
import type { FoundImage } from '../../contract/index.ts'
import { commandLine } from '../../contract/shell.ts'
import type { EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'
import { HUB } from './host.ts'
import { registryProblem } from './problems.ts'
import type { EngineAuth } from './registries.ts'

const found = z.array(
  z.object({
    name: z.string(),
    description: z.string().nullish(),
    star_count: z.number().nullish(),
    is_official: z.boolean().nullish(),
  }),
)

export type SearchOptions = {
  term: string
  limit?: number | undefined
  official?: boolean | undefined
  stars?: number | undefined
}

/** The docker command that searches Docker Hub. */
export const searchCommand = ({ term, limit, official, stars }: SearchOptions): string =>
  commandLine([
    ...['docker', 'search'],
    ...(official === undefined ? [] : ['--filter', `is-official=${official}`]),
    ...(stars === undefined ? [] : ['--filter', `stars=${stars}`]),
    ...(limit === undefined ? [] : ['--limit', String(limit)]),
    term,
  ])

/** Has the engine search Docker Hub, which only the engine knows how to reach. @throws SlipwayError */
export async function search(
  client: EngineClient,
  { term, limit, official, stars }: SearchOptions,
  auth: EngineAuth,
  signal?: AbortSignal,
): Promise<FoundImage[]> {
  const filters = {
    ...(official !== undefined && { 'is-official': [String(official)] }),
    ...(stars !== undefined && { stars: [String(stars)] }),
  }
  try {
    const list = await client.json(found, 'GET', '/images/search', {
      query: { term, limit, ...(Object.keys(filters).length > 0 && { filters: JSON.stringify(filters) }) },
      headers: { 'x-registry-auth': auth.header },
      ...(signal && { signal }),
    })
    return list.map(({ name, description, star_count, is_official }) => ({
      name,
      description: description ?? '',
      stars: star_count ?? 0,
      official: is_official ?? false,
    }))
  } catch (error) {
    if (!(error instanceof SlipwayError) || error.code !== 'ENGINE_ERROR') throw error
    throw registryProblem(error.problem.why, {
      what: 'Docker Hub could not be searched.',
      host: HUB,
      signedIn: auth.signedIn,
    })
  }
}
