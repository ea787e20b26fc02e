import type { Inventory } from '../inventory/index.ts'

/** The container's name as a command line shows it; an unknown one by its short id. */
export function nameOf(inventory: Inventory, id: string): string {
  return inventory.containers.get(id)?.name ?? id.slice(0, 12)
}

/** The names of several. */
export function namesOf(inventory: Inventory, ids: readonly string[]): string[] {
  return ids.map((id) => nameOf(inventory, id))
}
