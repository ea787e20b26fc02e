import type { RemoveOptions } from '../../contract/container-commands.ts'
import type { EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'
import type { Inventory } from '../inventory/index.ts'

/**
 * The anonymous volumes that removing these containers takes with it: no other container has them. With force, those
 * that run are ended first, so that nothing is written any more when their volumes are kept.
 */
export async function volumesThatGo(
  client: EngineClient,
  inventory: Inventory,
  ids: readonly string[],
  { force, volumes }: RemoveOptions,
  signal?: AbortSignal,
): Promise<string[]> {
  if (!volumes) return []
  const going = ids.flatMap((id) => inventory.containers.get(id) ?? [])
  const taken = going.filter(({ state }) => force || (state !== 'running' && state !== 'paused'))
  const takenIds = new Set(taken.map(({ id }) => id))
  const stay = [...inventory.containers.values()].filter(({ id }) => !takenIds.has(id))
  const needed = new Set(stay.flatMap(({ mounts }) => mounts.flatMap(({ name }) => name ?? [])))
  const found = new Set<string>()
  for (const { id, mounts, state } of taken) {
    const own = mounts.flatMap(({ type, name }) =>
      type === 'volume' && name !== undefined && !needed.has(name) && inventory.volumes.get(name)?.anonymous
        ? [name]
        : [],
    )
    for (const name of own) found.add(name)
    if (own.length > 0 && state === 'running') await kill(client, id, signal)
  }
  return [...found]
}

async function kill(client: EngineClient, id: string, signal?: AbortSignal): Promise<void> {
  try {
    await client.text('POST', `/containers/${encodeURIComponent(id)}/kill`, { ...(signal && { signal }) })
    await client.text('POST', `/containers/${encodeURIComponent(id)}/wait`, { timeout: 0, ...(signal && { signal }) })
  } catch (error) {
    // It ended by itself, or is gone.
    if (!(error instanceof SlipwayError && (error.code === 'CONFLICT' || error.code === 'NOT_FOUND'))) throw error
  }
}
