import { stat } from 'node:fs/promises'
import { basename, dirname, posix } from 'node:path'
import type { VmLive } from '../../../contract/index.ts'
import { SlipwayError } from '../../errors.ts'
import type { Guest } from '../control.ts'
import type { Share } from '../driver.ts'
import { FileEvents } from './file-events.ts'
import { FolderWatch } from './folder-watch.ts'

/** Folders of containers that are watched at once. */
const MOST_WATCHED = 64

/** A container, and the paths that it mounts. */
type Mounting = { name: string; binds: readonly string[] }
type Mounted = {
  path: string
  containers: string[]
  watch?: FolderWatch
  problem?: VmLive['mounts'][number]['problem']
}

/** The share that a path lies on; undefined for one that is not shared. */
export function shareOf(path: string, shares: readonly Share[]): Share | undefined {
  const within = (share: Share) => path === share.path || path.startsWith(posix.join(share.path, '/'))
  return shares.filter(within).sort((a, b) => b.path.length - a.path.length)[0]
}

/** For a folder of this computer that the machine does not have: what the container sees there is an empty one. */
export const notShared = (path: string, shares: readonly Share[]) =>
  new SlipwayError('INVALID', {
    what: `${path} is not shared with the virtual machine.`,
    why: `Its containers can mount what lies in ${shares.map((share) => share.path).join(', ') || 'no folder at all'}. At any other path they see a folder of the virtual machine, which is empty at first and forgotten when it stops.`,
    next: 'Share the folder in the virtual machine’s settings and restart it, or move what you need into one that is shared.',
  })

/** The folders of this computer that containers mount: watched as long as one of them runs. */
export class Mounts {
  readonly #shares: readonly Share[]
  readonly #events: FileEvents
  readonly #changed: () => void
  #mounted = new Map<string, Mounted>()
  #work: Promise<void> = Promise.resolve()

  /** @param changed is called when the list changes */
  constructor(guest: Pick<Guest, 'ask'>, shares: readonly Share[], changed: () => void) {
    this.#events = new FileEvents(guest)
    this.#shares = shares
    this.#changed = changed
  }

  list(): VmLive['mounts'] {
    return [...this.#mounted.values()].map(({ path, containers, problem }) => ({
      path,
      containers,
      ...(problem && { problem }),
    }))
  }

  /** Watches what these containers mount, and nothing else; resolves when that is so. */
  async set(containers: readonly Mounting[]): Promise<void> {
    this.#work = this.#work.then(() => this.#step(containers))
    await this.#work
  }

  async close(): Promise<void> {
    await this.set([])
  }

  async #step(containers: readonly Mounting[]): Promise<void> {
    const wanted = new Map<string, string[]>()
    for (const { name, binds } of containers) {
      for (const path of new Set(binds)) {
        // What the guest itself has, as its engine’s socket, is no matter of this computer’s.
        if (shareOf(path, this.#shares) === undefined && isGuests(path)) continue
        wanted.set(path, [...(wanted.get(path) ?? []), name])
      }
    }
    const before = this.#mounted
    this.#mounted = new Map()
    for (const [path, names] of wanted) {
      const known = before.get(path)
      before.delete(path)
      if (known) known.containers = names
      this.#mounted.set(path, known ?? (await this.#open(path, names)))
    }
    for (const { watch } of before.values()) watch?.close()
    this.#changed()
  }

  async #open(path: string, containers: string[]): Promise<Mounted> {
    const share = shareOf(path, this.#shares)
    if (share === undefined) return { path, containers, problem: notShared(path, this.#shares).problem }
    if (share.readonly) return { path, containers, problem: noEvents(path, `${share.path} is shared read-only`) }
    if (this.#mounted.size >= MOST_WATCHED) {
      return { path, containers, problem: noEvents(path, `${MOST_WATCHED} folders are watched already`) }
    }
    const mounted: Mounted = { path, containers }
    const isFile = await stat(path).then(
      (found) => found.isFile(),
      () => false,
    )
    mounted.watch = await FolderWatch.open({
      // Editors put a new file in the place of the old one, which only its folder sees.
      ...(isFile ? { root: dirname(path), only: basename(path) } : { root: path }),
      folder: (folder) => this.#events.hold(folder),
      changed: (paths) => void this.#events.tell(paths),
      limited: (why) => {
        mounted.problem = noEvents(path, why)
        this.#changed()
      },
    })
    await this.#events.settled()
    return mounted
  }
}

const isGuests = (path: string): boolean => /^\/(?:run|var\/run|var\/lib|proc|sys|dev|etc|usr|lib)(?:\/|$)/.test(path)

const noEvents = (path: string, why: string) => ({
  what: `Programs in containers are not told of all that changes in ${path}.`,
  why: `That is since ${why}.`,
  next: 'Have them look by themselves: most have a setting for polling, as `CHOKIDAR_USEPOLLING=1`.',
})
