import type { Inventory } from '../inventory/index.ts'

/** The network's name as a command line shows it; an unknown one by its short id. */
export function networkName(inventory: Inventory, id: string): string {
  return inventory.networks.get(id)?.name ?? id.slice(0, 12)
}

/** The containers' names; an unknown one by its short id. */
export function containerNames(inventory: Inventory, ids: readonly string[]): string[] {
  return ids.map((id) => inventory.containers.get(id)?.name ?? id.slice(0, 12))
}
