import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { PruneChoice, PruneItem, PrunePreview } from '../../contract/index.ts'
import { type PruneAbility, pruneCommands, settled } from '../../contract/prune-commands.ts'
import type { EngineClient } from '../engine/index.ts'
import { type Images, type Layer, lossesByLayer } from '../images/index.ts'
import { isBuiltInNetwork } from '../inventory/index.ts'
import { sharedLayers, withBelow } from './cache-layers.ts'
import { type Df, readDf } from './df.ts'
import { foresee, foreseeCache, type KnownNetwork } from './foresee.ts'
import { tagsOf } from './usage.ts'

const networks = z.array(
  z.object({
    Id: z.string(),
    Name: z.string(),
    Driver: z.string(),
    Ingress: z.boolean().nullish(),
    Created: z.string(),
    Labels: z.record(z.string(), z.string()).nullish(),
    ConfigOnly: z.boolean().nullish(),
  }),
)

/** Since this version of the API a prune of volumes takes the anonymous ones, unless all are asked for. */
const ANONYMOUS_SINCE = 42

/** What an engine can be told when it prunes. */
export function abilityOf({ apiVersion }: Pick<EngineClient, 'apiVersion'>): PruneAbility {
  return { prunesAnonymous: Number(apiVersion.split('.')[1] ?? 0) >= ANONYMOUS_SINCE }
}

/**
 * What a clean-up would take now, item by item, with the bytes that each gives back. `claim` is what the engine will
 * say it was: images are told without the layers that the build cache has, too, and the cache with those that images
 * go on having.
 * @throws SlipwayError
 */
export async function preview(
  client: EngineClient,
  images: Images,
  chosen: PruneChoice,
  signal?: AbortSignal,
): Promise<PrunePreview & { claim: number }> {
  const ability = abilityOf(client)
  const choice = settled(chosen, ability)
  const at = signal ? { signal } : {}
  // One after the other: the engine measures one thing at a time.
  const df = await readDf(client, signal)
  const known = choice.networks ? await client.json(networks, 'GET', '/networks', at) : []
  const now = Date.now()
  const { items, goneContainers, imageTargets } = foresee(df, known.map(network), choice, now)
  const shares = (df.BuildCache ?? []).some(({ Shared }) => Shared)
  const { losses, layers } =
    imageTargets.length === 0
      ? { losses: [], layers: new Map<string, Layer>() }
      : await lossesByLayer(
          client,
          images.facts,
          imageTargets,
          { force: false, forceTakesContainers: false, goneContainers },
          shares,
          signal,
        )
  const gone = new Set(losses.flatMap(({ freedLayers }) => freedLayers))
  const shared = sharedLayers(df.BuildCache ?? [], layers)
  const cached = foreseeCache(df, choice, unshared(df, shared, layers, gone), now)
  const goneEntries = new Set(cached.map(({ ID }) => ID))
  const staying = [...shared].flatMap(([id, key]) => (goneEntries.has(id) ? [] : [key]))
  /** Layers of images that the build cache goes on needing. */
  const kept = withBelow(staying, layers)
  const sizeOf = (keys: Iterable<string>, except: ReadonlySet<string>) =>
    [...keys].reduce((sum, key) => sum + (except.has(key) ? 0 : (layers.get(key)?.size ?? 0)), 0)

  const tags = new Map((df.Images ?? []).map((image) => [image.Id, tagsOf(image)]))
  const fromImages = losses.flatMap(({ target, untagged, deleted, freedLayers, refused }): PruneItem[] => {
    if (refused || (untagged.length === 0 && deleted.length === 0)) return []
    const [name = ''] = [...untagged, ...(tags.get(target.id) ?? [])]
    const parents = deleted.length - 1
    const note = [
      deleted.length === 0 ? 'loses this name only' : parents > 0 ? `with ${parents} it was made from` : '',
      freedLayers.some((key) => kept.has(key)) ? 'the build cache keeps its layers' : '',
    ]
    const size = sizeOf(freedLayers, kept)
    return [{ kind: 'images', id: target.id, name, size, note: note.filter((word) => word !== '').join(', ') }]
  })
  const fromCache = cached.map(({ ID, Description, Size, Type, Shared }): PruneItem => {
    // What images have, too, stays on the disk, or goes with them.
    return { kind: 'cache', id: ID, name: Description || ID, size: Shared ? 0 : Size, note: Type ?? '' }
  })
  const all = [...items, ...fromCache, ...fromImages]
  const total = (some: readonly PruneItem[]) => some.reduce((sum, { size }) => sum + size, 0)
  return {
    items: all,
    size: total(all),
    commands: pruneCommands(choice, ability),
    token: tokenOf(all),
    claim:
      total(items) + sizeOf(gone, withBelow(shared.values(), layers)) + cached.reduce((sum, { Size }) => sum + Size, 0),
  }
}

/** Entries that images share now, and no longer once these layers are gone from them. */
function unshared(
  { BuildCache }: Df,
  shared: ReadonlyMap<string, string>,
  layers: ReadonlyMap<string, Layer>,
  gone: ReadonlySet<string>,
): Set<string> {
  const none = layers.size > 0 && gone.size === layers.size
  return new Set((BuildCache ?? []).flatMap(({ ID }) => (none || gone.has(shared.get(ID) ?? '') ? [ID] : [])))
}

const network = (one: z.infer<typeof networks>[number]): KnownNetwork => ({
  id: one.Id,
  name: one.Name,
  created: Date.parse(one.Created),
  labels: one.Labels ?? {},
  configOnly: one.ConfigOnly === true,
  spared: one.Ingress === true || isBuiltInNetwork({ id: one.Id, name: one.Name, driver: one.Driver }),
})

/** The same for the same items, in whatever order the engine lists them. */
function tokenOf(items: readonly PruneItem[]): string {
  const lines = items.map(({ kind, id, name }) => `${kind} ${id} ${name}`).sort()
  return createHash('sha256').update(lines.join('\n')).digest('hex')
}
