import { removeImagesCommand, targetName } from '../../contract/image-commands.ts'
import type { ImageRemoval, ImageTarget, Outcome } from '../../contract/index.ts'
import { each } from '../each.ts'
import type { EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'
import { pool } from '../pool.ts'
import { childrenFirst, foresee } from './foresee.ts'
import type { ImageFacts } from './known.ts'

const AT_ONCE = 8

export type RemovalOptions = {
  force: boolean
  forceTakesContainers: boolean
  /** Names of containers that will be gone by then. */
  goneContainers?: ReadonlySet<string>
}

/** What removing these would do, in the order in which it is done. @throws SlipwayError */
export async function losses(
  client: EngineClient,
  facts: ImageFacts,
  targets: readonly ImageTarget[],
  options: RemovalOptions,
  signal?: AbortSignal,
): Promise<ImageRemoval[]> {
  const { images: all, containers } = await facts.read(client, signal)
  const known = { images: all, containers: containers.filter(({ name }) => !options.goneContainers?.has(name)) }
  const foreseen = foresee(known, childrenFirst(known, targets), options)
  const images = new Map(known.images.map((image) => [image.id, image]))
  const deleted = [...new Set(foreseen.flatMap((one) => one.deleted))].flatMap((id) => images.get(id) ?? [])
  const sizes = new Map(
    (await pool(deleted, AT_ONCE, (image) => facts.sizes(client, image, signal))).flatMap((map) => [...map]),
  )
  return foreseen.map(({ freedLayers, ...one }) => ({
    ...one,
    freed: freedLayers.reduce((sum, layer) => sum + (sizes.get(layer) ?? 0), 0),
  }))
}

/** Removes names and images one after the other, children first: what one removal leaves is what the next one sees. */
export async function remove(
  client: EngineClient,
  facts: ImageFacts,
  targets: readonly ImageTarget[],
  force: boolean,
  signal?: AbortSignal,
): Promise<Outcome> {
  const ordered = childrenFirst(await facts.read(client, signal), targets)
  const names = ordered.map(targetName)
  const went = new Set<string>()
  const remaining = [...ordered]
  return await each(
    ordered.map(({ id, reference }) => reference ?? id),
    names,
    removeImagesCommand(ordered, force),
    async (name) => {
      const target = remaining.shift()
      signal?.throwIfAborted()
      try {
        const said = await client.text('DELETE', `/images/${encodeURIComponent(name)}`, {
          query: { force },
          timeout: 0,
          ...(signal && { signal }),
        })
        for (const [, id] of said.matchAll(/"Deleted":"([^"]+)"/g)) if (id !== undefined) went.add(id)
      } catch (error) {
        const followed = error instanceof SlipwayError && error.code === 'NOT_FOUND' && went.has(target?.id ?? '')
        // A parent without a name goes with its last child.
        if (!followed) throw error
      }
    },
    1,
  )
}
