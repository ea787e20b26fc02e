import { Change } from '../../change.ts'
import type { EngineClient } from '../../engine/index.ts'
import { SlipwayError } from '../../errors.ts'
import { openEvents, readContainers } from '../../inventory/index.ts'
import { pause } from '../../pause.ts'
import { pool } from '../../pool.ts'
import type { Binding } from '../ports/binding.ts'
import { publishedBy } from '../ports/published-by.ts'
import { inspectedContainer } from './inspected.ts'

const AGAIN_MS = 250

/** A container that runs, as far as it concerns this computer. */
export type RunningContainer = {
  id: string
  name: string
  bindings: Binding[]
  /** The address by which the guest reaches it; nothing for one that has no network of its own. */
  address: string | undefined
  /** Folders and files of the guest that it mounts. */
  binds: string[]
}

/** The containers that run on an engine: listed once, then as its events tell. Whoever stands on them follows `change`. */
export class Running {
  /** Bumped when the list changes. */
  readonly change = new Change()
  readonly #client: EngineClient
  readonly #containers = new Map<string, RunningContainer>()
  #known = false

  constructor(client: EngineClient) {
    this.#client = client
  }

  list(): RunningContainer[] {
    return [...this.#containers.values()]
  }

  /** Whether any runs; true until it is known. */
  get any(): boolean {
    return !this.#known || this.#containers.size > 0
  }

  find(id: string): RunningContainer | undefined {
    return this.#containers.get(id)
  }

  /** Follows the engine until the signal. While its connection is lost the list stays: what ran most likely runs on. */
  async follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.#follow(signal)
      } catch {
        // Its end, or a connection that broke: whoever keeps the machine tells of it.
        await pause(AGAIN_MS, signal).catch(() => {})
      }
    }
  }

  async #follow(signal: AbortSignal): Promise<void> {
    const events = await openEvents(this.#client, signal)
    const listed = await readContainers(this.#client, undefined, { signal })
    const running = listed.filter(({ state }) => state === 'running' || state === 'paused')
    const found = await pool(running, 8, ({ id }) => this.#inspect(id, signal))
    this.#containers.clear()
    for (const container of found) if (container) this.#containers.set(container.id, container)
    this.#known = true
    this.change.bump()
    for await (const { type, action, id, attributes } of events) {
      if (type === 'container' && (action === 'die' || action === 'destroy')) {
        if (this.#containers.delete(id)) this.change.bump()
      } else if (type === 'container' && action === 'start') await this.#read(id, signal)
      else if (type === 'network' && attributes.container !== undefined) await this.#read(attributes.container, signal)
    }
  }

  async #read(id: string, signal: AbortSignal): Promise<void> {
    const container = await this.#inspect(id, signal)
    if (container) this.#containers.set(id, container)
    else this.#containers.delete(id)
    this.change.bump()
  }

  async #inspect(id: string, signal: AbortSignal): Promise<RunningContainer | undefined> {
    try {
      const path = `/containers/${encodeURIComponent(id)}/json`
      const container = await this.#client.json(inspectedContainer, 'GET', path, { signal })
      const { State, Mounts, NetworkSettings } = container
      if (!State.Running) return undefined
      const addresses = Object.values(NetworkSettings.Networks ?? {}).map((network) => network?.IPAddress)
      return {
        id,
        name: container.Name.replace(/^\//, ''),
        bindings: publishedBy(container),
        address: addresses.find((address) => address),
        binds: (Mounts ?? []).flatMap(({ Type, Source }) => (Type === 'bind' ? [Source] : [])),
      }
    } catch (error) {
      if (error instanceof SlipwayError && error.code === 'NOT_FOUND') return undefined
      throw error
    }
  }
}
