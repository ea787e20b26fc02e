import type { Container, Volume, VolumeOrigin } from '../../../../contract/index.ts'

/** A container that has the volume, and where. */
export type VolumeUser = { container: Container; path: string; writable: boolean }

/** A volume in the list. */
export type VolumeRow = {
  id: string
  volume: Volume
  users: readonly VolumeUser[]
  /** Bytes; absent until it was measured. */
  size?: number
  /** Of one without a name: the container that it was made for. */
  origin?: VolumeOrigin
}

/** What a volume is called where there is room for one word: an anonymous one by the beginning of its name. */
export const shortName = ({ id, anonymous }: Pick<Volume, 'id' | 'anonymous'>): string =>
  anonymous && /^[0-9a-f]{64}$/.test(id) ? id.slice(0, 12) : id

/** Who has which volume. */
export function usersOf(containers: readonly Container[]): ReadonlyMap<string, VolumeUser[]> {
  const users = new Map<string, VolumeUser[]>()
  for (const container of containers) {
    for (const { type, name, destination, writable } of container.mounts) {
      if (type !== 'volume' || name === undefined) continue
      const user = { container, path: destination, writable }
      const known = users.get(name)
      if (known) known.push(user)
      else users.set(name, [user])
    }
  }
  return users
}

const NOBODY: readonly VolumeUser[] = []

/** The rows of these volumes; one that is as it was `before` is the same object. */
export function rowsOf(
  volumes: readonly Volume[],
  containers: readonly Container[],
  sizes: ReadonlyMap<string, number> | undefined,
  before: ReadonlyMap<string, VolumeRow>,
  origins: Readonly<Record<string, VolumeOrigin>> = {},
): VolumeRow[] {
  const users = usersOf(containers)
  return volumes.map((volume): VolumeRow => {
    const size = sizes?.get(volume.id)
    const row: VolumeRow = {
      id: volume.id,
      volume,
      users: users.get(volume.id) ?? NOBODY,
      ...(size !== undefined && { size }),
      ...(origins[volume.id] && { origin: origins[volume.id] }),
    }
    const last = before.get(row.id)
    return last && same(last, row) ? last : row
  })
}

function same(one: VolumeRow, other: VolumeRow): boolean {
  return (
    one.volume === other.volume &&
    one.size === other.size &&
    one.origin === other.origin &&
    one.users.length === other.users.length &&
    one.users.every(({ container, path }, at) => {
      const user = other.users[at]
      return container === user?.container && path === user.path
    })
  )
}
