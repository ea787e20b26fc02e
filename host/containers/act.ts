import { type ActOptions, actCommand } from '../../contract/container-commands.ts'
import type { Outcome } from '../../contract/index.ts'
import { each } from '../each.ts'
import type { EngineClient } from '../engine/index.ts'
import type { Inventory } from '../inventory/index.ts'
import { namesOf } from './names.ts'

/** Starts, stops, restarts, kills, pauses or resumes containers. */
export async function act(
  client: EngineClient,
  inventory: Inventory,
  ids: readonly string[],
  options: ActOptions,
  cancel?: AbortSignal,
): Promise<Outcome> {
  const { action, grace, signal } = options
  const names = namesOf(inventory, ids)
  const query = { ...(grace !== undefined && { t: grace }), ...(signal !== undefined && { signal }) }
  return await each(ids, names, actCommand(options, names), async (id) => {
    // A stop lasts as long as the container's grace: no deadline of ours.
    const response = await client.stream('POST', `/containers/${encodeURIComponent(id)}/${action}`, {
      query,
      timeout: 0,
      ...(cancel && { signal: cancel }),
    })
    response.resume()
  })
}
