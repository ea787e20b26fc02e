import { z } from 'zod'
import type { FileChange } from '../../contract/index.ts'
import type { EngineClient } from '../engine/index.ts'

const answer = z.array(z.object({ Path: z.string(), Kind: z.number() })).nullable()

/** The engine's numbers for kinds, in their order. */
const KINDS = ['changed', 'added', 'deleted'] as const

/** What in a container differs from its image, by path. */
export async function changes(client: EngineClient, id: string, signal?: AbortSignal): Promise<FileChange[]> {
  const path = `/containers/${encodeURIComponent(id)}/changes`
  const listed = await client.json(answer, 'GET', path, { timeout: 0, ...(signal && { signal }) })
  return (listed ?? []).map(({ Path, Kind }) => ({ path: Path, kind: KINDS[Kind] ?? 'changed' }))
}
