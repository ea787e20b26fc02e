import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { PruneChoice, PruneItem, PrunePreview } from '../../contract/index.ts'
import { type PruneAbility, pruneCommands, settled } from '../../contract/prune-commands.ts'
import type { EngineClient } from '../engine/index.ts'
import { type Images, losses } from '../images/index.ts'
import { isBuiltInNetwork } from '../inventory/index.ts'
import { readDf } from './df.ts'
import { foresee, type KnownNetwork } from './foresee.ts'
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

/** What a clean-up would take now, item by item, with the bytes that each gives back. @throws SlipwayError */
export async function preview(
  client: EngineClient,
  images: Images,
  chosen: PruneChoice,
  signal?: AbortSignal,
): Promise<PrunePreview> {
  const ability = abilityOf(client)
  const choice = settled(chosen, ability)
  const at = signal ? { signal } : {}
  // One after the other: the engine measures one thing at a time.
  const df = await readDf(client, signal)
  const known = choice.networks ? await client.json(networks, 'GET', '/networks', at) : []
  const { items, goneContainers, imageTargets } = foresee(df, known.map(network), choice, Date.now())
  const removals =
    imageTargets.length === 0
      ? []
      : await losses(
          client,
          images.facts,
          imageTargets,
          { force: false, forceTakesContainers: false, goneContainers },
          signal,
        )
  const tags = new Map((df.Images ?? []).map((image) => [image.Id, tagsOf(image)]))
  const fromImages = removals.flatMap(({ target, untagged, deleted, freed, refused }): PruneItem[] => {
    if (refused || (untagged.length === 0 && deleted.length === 0)) return []
    const [name = ''] = [...untagged, ...(tags.get(target.id) ?? [])]
    const parents = deleted.length - 1
    const note = deleted.length === 0 ? 'loses this name only' : parents > 0 ? `with ${parents} it was made from` : ''
    return [{ kind: 'images', id: target.id, name, size: freed, note }]
  })
  const all = [...items, ...fromImages]
  return {
    items: all,
    size: all.reduce((sum, { size }) => sum + size, 0),
    commands: pruneCommands(choice, ability),
    token: tokenOf(all),
  }
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
