import type { Container, Image, InventoryPatch, Network, Volume } from '../../contract/index.ts'
import { Change } from '../change.ts'
import type { EngineClient } from '../engine/index.ts'
import { pause } from '../pause.ts'
import { pool } from '../pool.ts'
import { type EngineEvent, openEvents } from './events.ts'
import { awaitRelease, heldContainer } from './held.ts'
import { Mirror } from './mirror.ts'
import { isStale, mark, nothingStale, type Stale } from './named.ts'
import { readContainers, readImages, readNetwork, readNetworks, readVolume, readVolumes } from './read.ts'

/** The first event is answered at once; those within a frame after it by one reading. */
const FRAME_MS = 16
/** Ids in one filter: the request's line must stay within what engines accept. */
const IDS_PER_READ = 100

/** Who wants to know of every event of an engine, also of those that change no list. */
export type EngineListener = {
  /** The engine is followed from now on, until the signal. */
  began: (client: EngineClient, signal: AbortSignal) => void
  event: (event: EngineEvent) => void
}

/** What is on one engine: a listing when it connects, then what its events name. */
export class Inventory {
  readonly containers = new Mirror<Container>()
  readonly images = new Mirror<Image>()
  readonly volumes = new Mirror<Volume>()
  readonly networks = new Mirror<Network>()
  /** Bumped with every change. Versions start at 1 with the first listing. */
  readonly change = new Change()
  #listed = false
  readonly #listeners = new Set<EngineListener>()
  #following: { client: EngineClient; signal: AbortSignal } | undefined
  #doubt: ((kind: 'container' | 'network', id: string) => void) | undefined

  /** Tells of every event from now on; gives what ends that. */
  listen(listener: EngineListener): () => void {
    this.#listeners.add(listener)
    if (this.#following) listener.began(this.#following.client, this.#following.signal)
    return () => this.#listeners.delete(listener)
  }

  /** Reads one again: engines do not tell of all that is done to what does not run. */
  again(kind: 'container' | 'network', id: string): void {
    this.#doubt?.(kind, id)
  }

  /** Lists the engine and follows it until the connection breaks, which throws. */
  async follow(client: EngineClient, signal: AbortSignal): Promise<never> {
    const events = await openEvents(client, signal)
    this.#following = { client, signal }
    signal.addEventListener('abort', () => {
      this.#following = undefined
    })
    for (const { began } of this.#listeners) began(client, signal)
    let stale = nothingStale()
    const arrived = new Change()
    const take = (event: EngineEvent) => {
      mark(stale, event)
      if (isStale(stale)) arrived.bump()
    }
    this.#doubt = (kind, id) => {
      stale[kind === 'container' ? 'containers' : 'networks'].add(id)
      arrived.bump()
    }
    let broken: (error: unknown) => void = () => {}
    const breaking = new Promise<never>((_, reject) => {
      broken = reject
    })
    const reading = (async () => {
      for await (const event of events) {
        for (const listener of this.#listeners) listener.event(event)
        const held = heldContainer(event)
        if (held === undefined) take(event)
        else awaitRelease(client, held, signal).then(() => take(event), broken)
      }
      throw new Error('The engine ended its event stream.')
    })()
    const refreshing = (async () => {
      await this.#list(client, signal)
      let seen = 0
      let next = 0
      while (true) {
        await arrived.after(seen, signal)
        await pause(next - performance.now(), signal)
        next = performance.now() + FRAME_MS
        seen = arrived.version
        const now = stale
        stale = nothingStale()
        await this.#refresh(client, now, signal)
      }
    })()
    return await Promise.race([reading, refreshing, breaking])
  }

  /** A snapshot once the engine was listed, then patches; a slow reader gets what it missed as one. */
  async *watch(signal?: AbortSignal): AsyncGenerator<InventoryPatch> {
    while (!this.#listed) await this.change.after(this.change.version, signal)
    let seen = -1
    while (true) {
      await this.change.after(seen, signal)
      const from = seen
      seen = this.change.version
      yield this.#since(from)
    }
  }

  #since(version: number): InventoryPatch {
    const { containers, images, volumes, networks } = this
    const known = version >= 0 && [containers, images, volumes, networks].every((mirror) => mirror.reaches(version))
    const part = <T extends { id: string }>(mirror: Mirror<T>) => (known ? mirror.since(version) : mirror.all())
    return {
      snapshot: !known,
      containers: part(containers),
      images: part(images),
      volumes: part(volumes),
      networks: part(networks),
    }
  }

  async #list(client: EngineClient, signal: AbortSignal): Promise<void> {
    const at = { signal }
    const [containers, images, volumes, networks] = await Promise.all([
      readContainers(client, undefined, at),
      readImages(client, at),
      readVolumes(client, at),
      readNetworks(client, at),
    ])
    const next = this.change.version + 1
    this.containers.replace(containers, next)
    this.images.replace(images, next)
    this.volumes.replace(volumes, next)
    this.networks.replace(networks, next)
    this.#listed = true
    this.change.bump()
  }

  async #refresh(client: EngineClient, stale: Stale, signal: AbortSignal): Promise<void> {
    const at = { signal }
    const ids = [...stale.containers]
    const groups = Array.from({ length: Math.ceil(ids.length / IDS_PER_READ) }, (_, index) =>
      ids.slice(index * IDS_PER_READ, (index + 1) * IDS_PER_READ),
    )
    // Each kind is told when it is read: a container that started does not wait for its network.
    const tell = async <T>(reading: Promise<T>, take: (read: T, version: number) => boolean) => {
      const read = await reading
      if (take(read, this.change.version + 1)) this.change.bump()
    }
    await Promise.all([
      tell(
        pool(groups, 4, (group) => readContainers(client, group, at)),
        (found, version) => this.#takeContainers(ids, found.flat(), version),
      ),
      tell(
        pool([...stale.volumes], 8, async (name) => ({ name, volume: await readVolume(client, name, at) })),
        (found, version) =>
          found
            .map(({ name, volume }) =>
              volume ? this.volumes.set(volume, version) : this.volumes.delete(name, version),
            )
            .includes(true),
      ),
      tell(
        pool([...stale.networks], 8, async (id) => ({ id, network: await readNetwork(client, id, at) })),
        (found, version) =>
          found
            .map(({ id, network }) =>
              network ? this.networks.set(network, version) : this.networks.delete(id, version),
            )
            .includes(true),
      ),
      stale.images && tell(readImages(client, at), (images, version) => this.images.replace(images, version)),
      stale.allVolumes && tell(readVolumes(client, at), (volumes, version) => this.volumes.replace(volumes, version)),
    ])
  }

  #takeContainers(asked: readonly string[], found: readonly Container[], version: number): boolean {
    const there = new Set(found.map(({ id }) => id))
    let changed = false
    for (const container of found) changed = this.containers.set(container, version) || changed
    for (const id of asked) if (!there.has(id)) changed = this.containers.delete(id, version) || changed
    return changed
  }
}
