import type { Outcome } from '../../contract/index.ts'
import { disconnectCommand, removeNetworksCommand } from '../../contract/network-commands.ts'
import { each } from '../each.ts'
import type { EngineClient } from '../engine/index.ts'
import type { Inventory } from '../inventory/index.ts'
import { disconnectBody } from './body.ts'
import { networkName } from './names.ts'

/** Ids and names of the containers that run on a network. */
function onNetwork(inventory: Inventory, network: string) {
  return [...inventory.containers.values()].filter(({ networks }) => networks.includes(network))
}

/** The commands that remove networks, and before it take off what is on them where that is asked for. */
export function removeCommandOf(inventory: Inventory, ids: readonly string[], disconnect: boolean): string {
  const names = ids.map((id) => networkName(inventory, id))
  const before = disconnect
    ? names.flatMap((name) => {
        const on = onNetwork(inventory, name).map((one) => one.name)
        return on.length > 0 ? [disconnectCommand(name, on)] : []
      })
    : []
  return [...before, removeNetworksCommand(names)].join(' && ')
}

/** Removes networks; one that containers run on is refused unless they are taken off first. */
export async function remove(
  client: EngineClient,
  inventory: Inventory,
  ids: readonly string[],
  disconnect: boolean,
  signal?: AbortSignal,
): Promise<Outcome> {
  const at = { timeout: 0, ...(signal && { signal }) }
  const names = ids.map((id) => networkName(inventory, id))
  return await each(ids, names, removeCommandOf(inventory, ids, disconnect), async (id) => {
    const path = `/networks/${encodeURIComponent(id)}`
    if (disconnect) {
      for (const container of onNetwork(inventory, networkName(inventory, id))) {
        await client.text('POST', `${path}/disconnect`, { body: disconnectBody(container.id, false), ...at })
        inventory.again('container', container.id)
      }
    }
    await client.text('DELETE', path, at)
    inventory.again('network', id)
  })
}
