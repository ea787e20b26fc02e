import { z } from 'zod'
import type { ImageSizes } from '../../contract/index.ts'
import type { EngineClient } from '../engine/index.ts'
import type { Inventory } from '../inventory/index.ts'

const diskUsage = z.object({
  LayersSize: z.number().optional(),
  Images: z.array(z.object({ Id: z.string(), Size: z.number(), SharedSize: z.number() })).nullish(),
})

/** What images share, as it was measured last. The engine adds up every layer for it: that is kept until images change. */
export class Sizes {
  readonly #known = new WeakMap<Inventory, { of: string; sizes: ImageSizes }>()

  /** Measures, or gives what is known. @throws SlipwayError */
  async read(client: EngineClient, inventory: Inventory, signal?: AbortSignal): Promise<ImageSizes> {
    const of = [...inventory.images.values()]
      .map(({ id }) => id)
      .sort()
      .join(' ')
    const known = this.#known.get(inventory)
    if (known?.of === of) return known.sizes
    const sizes = await readSizes(client, signal)
    this.#known.set(inventory, { of, sizes })
    return sizes
  }
}

/** Asks the engine, as `docker system df -v` does. @throws SlipwayError */
export async function readSizes(client: EngineClient, signal?: AbortSignal): Promise<ImageSizes> {
  const { Images, LayersSize } = await client.json(diskUsage, 'GET', '/system/df', {
    // Older engines know no types and measure containers and volumes, too.
    query: { type: 'image' },
    timeout: 0,
    ...(signal && { signal }),
  })
  const sizes = (Images ?? []).flatMap(({ Id, Size, SharedSize }) =>
    Size < 0 || SharedSize < 0 ? [] : [{ id: idOf(Id), shared: SharedSize, unique: Size - SharedSize }],
  )
  return { sizes, ...(LayersSize !== undefined && { total: LayersSize }) }
}

/** Podman leaves the algorithm out here, and here only. */
const idOf = (id: string): string => (id.includes(':') ? id : `sha256:${id}`)
