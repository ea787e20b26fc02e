import type { Inventory } from '../inventory/index.ts'

/** An engine that is slower to tell than this is not waited for. */
const PATIENCE_MS = 200

/** Resolves when the list says that the container began: who goes there then does not meet it as only created. */
export async function listedAsBegun(
  { containers, change }: Pick<Inventory, 'containers' | 'change'>,
  id: string,
): Promise<void> {
  const late = AbortSignal.timeout(PATIENCE_MS)
  while ((containers.get(id)?.state ?? 'created') === 'created') {
    try {
      await change.after(change.version, late)
    } catch {
      return
    }
  }
}
