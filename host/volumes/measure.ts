import type { VolumeLoss, VolumeSizes } from '../../contract/index.ts'
import { type Df, readDf } from '../disk/index.ts'
import type { EngineClient } from '../engine/index.ts'
import type { Inventory } from '../inventory/index.ts'
import { keepable } from './keep.ts'
import type { Limits } from './kept.ts'

/** How large each volume is that the engine can measure. @throws SlipwayError */
export async function sizes(client: EngineClient, signal?: AbortSignal): Promise<VolumeSizes> {
  return { sizes: [...sizesIn(await readDf(client, signal, 'volume'))].map(([name, bytes]) => ({ name, bytes })) }
}

/** What removing these volumes would lose, in their order. @throws SlipwayError */
export async function losses(
  client: EngineClient,
  inventory: Inventory,
  names: readonly string[],
  limits: Limits,
  signal?: AbortSignal,
): Promise<VolumeLoss[]> {
  const measured = sizesIn(await readDf(client, signal, 'volume'))
  return names.flatMap((name) => {
    const volume = inventory.volumes.get(name)
    if (!volume) return []
    const size = measured.get(name)
    return [
      {
        name,
        ...(size !== undefined && { size }),
        anonymous: volume.anonymous,
        usedBy: usersOf(inventory, name),
        kept: keepable(volume, size, limits),
      },
    ]
  })
}

/** The names of the containers that have a volume. */
export function usersOf(inventory: Inventory, volume: string): string[] {
  return [...inventory.containers.values()]
    .filter(({ mounts }) => mounts.some(({ type, name }) => type === 'volume' && name === volume))
    .map(({ name }) => name)
    .sort()
}

function sizesIn({ Volumes }: Df): Map<string, number> {
  return new Map(
    (Volumes ?? []).flatMap(({ Name, UsageData }) =>
      UsageData && UsageData.Size >= 0 ? [[Name, UsageData.Size] as const] : [],
    ),
  )
}
