import type { EngineEvent } from './events.ts'

/** What has to be read again. Images are one listing: a tag that moves changes an image that no event names. */
export type Stale = {
  containers: Set<string>
  volumes: Set<string>
  networks: Set<string>
  images: boolean
  /** Every volume: a prune does not name those that it took. */
  allVolumes: boolean
}

export const nothingStale = (): Stale => ({
  containers: new Set(),
  volumes: new Set(),
  networks: new Set(),
  images: false,
  allVolumes: false,
})

/** Actions that change nothing a list shows; some come many times a second. */
const QUIET = /^(exec_|kill$|top$|resize$|attach$|detach$|export$|archive-path$|extract-to-dir$|copy$)/

/** Marks what an event is about. */
export function mark(stale: Stale, { type, action, id, attributes }: EngineEvent): void {
  if (id === '' && type !== 'image' && type !== 'builder') {
    // A prune names nothing. Containers and networks that it took have events of their own.
    if (type === 'volume') stale.allVolumes = true
    return
  }
  switch (type) {
    case 'container':
      if (!QUIET.test(action)) stale.containers.add(id)
      // A commit without a tag makes an image, and says so only here.
      if (action === 'commit') stale.images = true
      return
    case 'image':
    case 'builder':
      if (action !== 'push' && action !== 'save') stale.images = true
      return
    case 'volume':
      stale.volumes.add(id)
      return
    case 'network':
      stale.networks.add(id)
      if (attributes.container) stale.containers.add(attributes.container)
  }
}

export const isStale = ({ containers, volumes, networks, images, allVolumes }: Stale): boolean =>
  images || allVolumes || containers.size + volumes.size + networks.size > 0
