import type { ImageTarget, PruneChoice, PruneItem } from '../../contract/index.ts'
import { parentsOf } from './cache-layers.ts'
import type { Df } from './df.ts'
import { containerName, imageId, isAnonymous, runs, tagsOf } from './usage.ts'

/** A network as far as pruning it goes. `created` is milliseconds since 1970. */
export type KnownNetwork = {
  id: string
  name: string
  created: number
  labels: Readonly<Record<string, string>>
  configOnly: boolean
  /** Never pruned: every engine has it, or the swarm needs it. */
  spared: boolean
}

/** What a clean-up takes besides images, which depend on one another, and the build cache, which shares their layers. */
export type Foreseen = {
  items: PruneItem[]
  /** Names of the containers that go. */
  goneContainers: ReadonlySet<string>
  /** The names of images that the engine tries to remove, and images without one. */
  imageTargets: ImageTarget[]
}

/**
 * What the engine will take of what was chosen, without asking it. Its rules: dockerd's daemon/prune.go,
 * daemon/images/image_prune.go, volume/service, and buildkit's cache/manager.go.
 * @param now milliseconds since 1970, by the engine's clock
 */
export function foresee(df: Df, networks: readonly KnownNetwork[], choice: PruneChoice, now: number): Foreseen {
  const before = beforeOf(choice, now)
  const isOld = (created: number) => before === undefined || created <= before
  const fits = (labels: Readonly<Record<string, string>> | null | undefined) => labelsFit(labels ?? {}, choice.labels)

  const containers = df.Containers ?? []
  const gone = choice.containers
    ? containers.filter((one) => !runs(one) && isOld(one.Created * 1000) && fits(one.Labels))
    : []
  const goneIds = new Set(gone.map(({ Id }) => Id))
  const left = containers.filter(({ Id }) => !goneIds.has(Id))
  const items: PruneItem[] = gone.map((one) => ({
    kind: 'containers',
    id: one.Id,
    name: containerName(one),
    size: one.SizeRw ?? 0,
    note: one.Status ?? '',
  }))

  if (choice.networks) {
    const joined = new Set(
      left.filter(runs).flatMap(({ NetworkSettings }) => Object.keys(NetworkSettings?.Networks ?? {})),
    )
    for (const { id, name, created, labels, configOnly, spared } of networks) {
      if (spared || configOnly || joined.has(name) || !isOld(created) || !fits(labels)) continue
      items.push({ kind: 'networks', id, name, size: 0, note: '' })
    }
  }
  items.push(...volumes(df, left, choice, fits))
  return {
    items,
    goneContainers: new Set(gone.map(containerName)),
    imageTargets: images(df, choice, isOld, fits),
  }
}

function volumes(
  { Volumes }: Df,
  left: readonly NonNullable<Df['Containers']>[number][],
  { volumes: which }: PruneChoice,
  fits: (labels: Record<string, string> | null | undefined) => boolean,
): PruneItem[] {
  if (which === 'none') return []
  const used = new Set(left.flatMap(({ Mounts }) => (Mounts ?? []).flatMap(({ Name }) => Name ?? [])))
  return (Volumes ?? []).flatMap((volume) => {
    const { Name, Driver, Options, Labels, UsageData } = volume
    if (used.has(Name) || Driver !== 'local' || Object.keys(Options ?? {}).length > 0 || !fits(Labels)) return []
    if (which === 'anonymous' && !isAnonymous(volume)) return []
    const note = isAnonymous(volume) ? 'anonymous' : ''
    return [{ kind: 'volumes' as const, id: Name, name: Name, size: Math.max(0, UsageData?.Size ?? 0), note }]
  })
}

function images(
  { Images }: Df,
  { images: which }: PruneChoice,
  isOld: (created: number) => boolean,
  fits: (labels: Record<string, string> | null | undefined) => boolean,
): ImageTarget[] {
  if (which === 'none') return []
  const inOrder = [...(Images ?? [])].sort((a, b) => (a.Id < b.Id ? -1 : 1))
  return inOrder.flatMap((image) => {
    const id = imageId(image.Id)
    if (!isOld(image.Created * 1000) || !fits(image.Labels)) return []
    const tags = tagsOf(image)
    if (which === 'dangling' && tags.length > 0) return []
    const references = [...tags, ...(image.RepoDigests ?? []).filter((digest) => !digest.startsWith('<none>'))]
    // The engine lists them in any order.
    return references.length === 0 ? [{ id }] : references.sort().map((reference) => ({ id, reference }))
  })
}

/**
 * What the engine will take of the build cache. Entries go from the leaves inwards: one stays as long as another that
 * stays was made from it.
 * @param unshared ids of entries that no image shares any more by then
 * @param now milliseconds since 1970, by the engine's clock
 */
export function foreseeCache(
  { BuildCache }: Df,
  choice: PruneChoice,
  unshared: ReadonlySet<string>,
  now: number,
): NonNullable<Df['BuildCache']> {
  if (choice.cache === 'none') return []
  const before = beforeOf(choice, now)
  const entries = BuildCache ?? []
  const goes = ({ ID, InUse, Shared, Type, LastUsedAt }: (typeof entries)[number]) => {
    if (InUse) return false
    const inner = (Shared && !unshared.has(ID)) || Type === 'internal' || Type === 'frontend'
    if (choice.cache === 'unused' && inner) return false
    // What was never used has no such time, and is old.
    return before === undefined || !(Date.parse(LastUsedAt ?? '') > before)
  }
  const kept = new Set(entries.filter((entry) => !goes(entry)).map(({ ID }) => ID))
  const parents = new Map(entries.map((entry) => [entry.ID, parentsOf(entry)]))
  for (const id of kept) for (const parent of parents.get(id) ?? []) kept.add(parent)
  return entries.filter(({ ID }) => !kept.has(ID))
}

const beforeOf = ({ olderThan }: PruneChoice, now: number): number | undefined =>
  olderThan === undefined ? undefined : now - olderThan * 60_000

/** All wanted labels are there, and not all of the unwanted. */
function labelsFit(labels: Readonly<Record<string, string>>, asked: PruneChoice['labels']): boolean {
  const has = ({ label }: { label: string }) => {
    const at = label.indexOf('=')
    if (at < 0) return Object.hasOwn(labels, label)
    return Object.hasOwn(labels, label.slice(0, at)) && labels[label.slice(0, at)] === label.slice(at + 1)
  }
  const unwanted = asked.filter(({ not }) => not)
  return asked.filter(({ not }) => !not).every(has) && !(unwanted.length > 0 && unwanted.every(has))
}
