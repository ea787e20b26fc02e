import type { Inventory } from '../inventory/index.ts'

/** The containers' names as a command line shows them; an unknown one by its short id. */
export function namesOf(inventory: Inventory, ids: readonly string[]): string[] {
  return ids.map((id) => inventory.containers.get(id)?.name ?? id.slice(0, 12))
}
