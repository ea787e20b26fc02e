import type { DiskItem, DiskPart, DiskUsage } from '../../contract/index.ts'
import type { Df } from './df.ts'

const RUNNING = new Set(['running', 'paused', 'restarting'])

export const runs = ({ State }: { State?: string | null | undefined }): boolean =>
  RUNNING.has((State ?? '').toLowerCase())

export const containerName = ({ Id, Names }: { Id: string; Names?: string[] | null | undefined }): string =>
  Names?.[0]?.replace(/^\//, '') ?? Id.slice(0, 12)

/** Podman leaves the algorithm out here, and here only. */
export const imageId = (id: string): string => (id.includes(':') ? id : `sha256:${id}`)

export const tagsOf = ({ RepoTags }: { RepoTags?: string[] | null | undefined }): string[] =>
  (RepoTags ?? []).filter((tag) => !tag.startsWith('<none>'))

/** Made without a name: the engine gave it one of its own. */
export const isAnonymous = ({ Name }: { Name: string }): boolean => /^[0-9a-f]{64}$/.test(Name)

const time = (text: string | null | undefined): number | undefined => {
  const at = text ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) || at <= 0 ? undefined : at
}

/** What takes room, told as what could be freed. The sums are those of `docker system df`. */
export function usageOf(df: Df, prunesAnonymous: boolean): DiskUsage {
  return {
    images: imagesOf(df),
    containers: containersOf(df),
    volumes: volumesOf(df),
    cache: cacheOf(df),
    prunesAnonymous,
  }
}

function imagesOf({ Images, Containers, LayersSize }: Df): DiskPart {
  const users = new Map<string, string[]>()
  for (const container of Containers ?? []) {
    const id = imageId(container.ImageID)
    users.set(id, [...(users.get(id) ?? []), containerName(container)])
  }
  const items = (Images ?? []).map((image): DiskItem => {
    const id = imageId(image.Id)
    const usedBy = users.get(id) ?? []
    const [first, ...more] = tagsOf(image)
    const shared = Math.max(0, image.SharedSize)
    return {
      id,
      name: first ?? '',
      size: Math.max(0, image.Size - shared),
      shared,
      ...(image.Created > 0 && { created: image.Created * 1000 }),
      note: first === undefined ? 'untagged' : more.length > 0 ? `and ${more.join(', ')}` : '',
      usedBy,
      inUse: usedBy.length > 0,
    }
  })
  const size = LayersSize ?? items.reduce((sum, item) => sum + (item.size ?? 0), 0)
  const used = items.reduce((sum, item) => sum + (item.inUse ? (item.size ?? 0) : 0), 0)
  return { items, active: items.filter(({ inUse }) => inUse).length, size, reclaimable: Math.max(0, size - used) }
}

function containersOf({ Containers }: Df): DiskPart {
  const items = (Containers ?? []).map((container): DiskItem => {
    const on = runs(container)
    return {
      id: container.Id,
      name: containerName(container),
      size: container.SizeRw ?? 0,
      created: container.Created * 1000,
      note: container.Status ?? container.State ?? '',
      usedBy: [],
      inUse: on,
    }
  })
  return summed(items)
}

function volumesOf({ Volumes, Containers }: Df): DiskPart {
  const users = new Map<string, string[]>()
  for (const container of Containers ?? []) {
    for (const { Type, Name } of container.Mounts ?? []) {
      if (Type === 'volume' && Name) users.set(Name, [...(users.get(Name) ?? []), containerName(container)])
    }
  }
  const items = (Volumes ?? []).map((volume): DiskItem => {
    const usedBy = users.get(volume.Name) ?? []
    const created = time(volume.CreatedAt)
    const size = volume.UsageData?.Size ?? -1
    return {
      id: volume.Name,
      name: volume.Name,
      ...(size >= 0 && { size }),
      ...(created !== undefined && { created }),
      note: [isAnonymous(volume) ? 'anonymous' : '', volume.Driver === 'local' ? '' : volume.Driver]
        .filter((word) => word !== '')
        .join(', '),
      usedBy,
      inUse: usedBy.length > 0 || (volume.UsageData?.RefCount ?? 0) > 0,
    }
  })
  return summed(items)
}

function cacheOf({ BuildCache }: Df): DiskPart {
  const items = (BuildCache ?? []).map((entry): DiskItem => {
    const [created, lastUsed] = [time(entry.CreatedAt), time(entry.LastUsedAt)]
    return {
      id: entry.ID,
      name: entry.Description || entry.ID,
      size: entry.Size,
      ...(created !== undefined && { created }),
      ...(lastUsed !== undefined && { lastUsed }),
      note: [entry.Type ?? '', entry.Shared ? 'shared with images' : ''].filter((word) => word !== '').join(', '),
      usedBy: [],
      inUse: entry.InUse,
    }
  })
  const own = (BuildCache ?? []).filter(({ Shared }) => !Shared)
  const size = own.reduce((sum, { Size }) => sum + Size, 0)
  const reclaimable = own.reduce((sum, { Size, InUse }) => sum + (InUse ? 0 : Size), 0)
  return { items, active: items.filter(({ inUse }) => inUse).length, size, reclaimable }
}

function summed(items: DiskItem[]): DiskPart {
  const total = (some: readonly DiskItem[]) => some.reduce((sum, { size }) => sum + (size ?? 0), 0)
  const used = items.filter(({ inUse }) => inUse)
  const size = total(items)
  return { items, active: used.length, size, reclaimable: size - total(used) }
}
