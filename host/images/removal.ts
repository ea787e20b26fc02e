import { removeImagesCommand, targetName } from '../../contract/image-commands.ts'
import type { ImageRemoval, ImageTarget, Outcome } from '../../contract/index.ts'
import { each } from '../each.ts'
import type { EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'
import { pool } from '../pool.ts'
import { childrenFirst, foresee } from './foresee.ts'
import type { ImageFacts, Layer } from './known.ts'

const AT_ONCE = 8

export type RemovalOptions = {
  force: boolean
  forceTakesContainers: boolean
  /** Names of containers that will be gone by then. */
  goneContainers?: ReadonlySet<string>
}

/** A removal with the keys of the layers that no image and no container has any more. */
export type Loss = ImageRemoval & { freedLayers: readonly string[] }

/** What removing these would do, in the order in which it is done. @throws SlipwayError */
export async function losses(
  client: EngineClient,
  facts: ImageFacts,
  targets: readonly ImageTarget[],
  options: RemovalOptions,
  signal?: AbortSignal,
): Promise<ImageRemoval[]> {
  const found = await lossesByLayer(client, facts, targets, options, false, signal)
  return found.losses.map(({ freedLayers: _, ...removal }) => removal)
}

/** The same, with the layers of the images that go, or, when `all` is asked for, of all images. @throws SlipwayError */
export async function lossesByLayer(
  client: EngineClient,
  facts: ImageFacts,
  targets: readonly ImageTarget[],
  options: RemovalOptions,
  all: boolean,
  signal?: AbortSignal,
): Promise<{ losses: Loss[]; layers: Map<string, Layer> }> {
  const { images: there, containers } = await facts.read(client, signal)
  const known = { images: there, containers: containers.filter(({ name }) => !options.goneContainers?.has(name)) }
  const foreseen = foresee(known, childrenFirst(known, targets), options)
  const deleted = new Set(foreseen.flatMap((one) => one.deleted))
  const measured = all ? there : there.filter(({ id }) => deleted.has(id))
  const layers = new Map(
    (await pool(measured, AT_ONCE, (image) => facts.sizes(client, image, signal))).flatMap((map) => [...map]),
  )
  return {
    losses: foreseen.map((one) => ({
      ...one,
      freed: one.freedLayers.reduce((sum, key) => sum + (layers.get(key)?.size ?? 0), 0),
    })),
    layers,
  }
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
