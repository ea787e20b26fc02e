import type { EndpointSpec, LeftPlace, Outcome } from '../../contract/index.ts'
import { each } from '../each.ts'
import type { EngineClient } from '../engine/index.ts'
import type { Inventory } from '../inventory/index.ts'
import { connectBody, disconnectBody } from './body.ts'
import { networkName } from './names.ts'
import { placeOf } from './place.ts'

/** Which network, and which containers by id and name. */
export type Joining = { network: string; ids: readonly string[]; names: readonly string[]; command: string }

const path = (network: string, rest: string) => `/networks/${encodeURIComponent(network)}${rest}`

/** Puts containers on a network. */
export async function connect(
  client: EngineClient,
  inventory: Inventory,
  { network, ids, names, command }: Joining,
  endpoint: EndpointSpec,
  signal?: AbortSignal,
): Promise<Outcome> {
  return await each(ids, names, command, async (id) => {
    const body = connectBody(id, endpoint)
    await client.text('POST', path(network, '/connect'), { body, timeout: 0, ...(signal && { signal }) })
    inventory.again('container', id)
  })
}

/** Takes containers off a network, and tells what their places were; by force also one that is no longer there. */
export async function disconnect(
  client: EngineClient,
  inventory: Inventory,
  { network, ids, names, command }: Joining,
  force: boolean,
  signal?: AbortSignal,
): Promise<Outcome & { places: LeftPlace[] }> {
  const places: LeftPlace[] = []
  const where = { id: network, name: networkName(inventory, network) }
  const outcome = await each(ids, names, command, async (id) => {
    const body = disconnectBody(id, force)
    // One that is gone has none to come back to.
    const endpoint = await placeOf(client, id, where, signal).catch(() => undefined)
    await client.text('POST', path(network, '/disconnect'), { body, timeout: 0, ...(signal && { signal }) })
    inventory.again('container', id)
    if (endpoint) places.push({ container: id, endpoint })
  })
  return { ...outcome, places }
}
