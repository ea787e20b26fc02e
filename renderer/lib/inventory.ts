import { useCallback, useSyncExternalStore } from 'react'
import type { Container, Image, InventoryPatch, Network, Problem, Volume } from '../../contract/index.ts'
import { type Collection, changed, emptyCollection } from './collection.ts'
import { client } from './connection.ts'
import { perFrame } from './frame.ts'
import { createStore, type Store } from './store.ts'
import { readStream } from './stream.ts'

/** What is known of one engine. */
export type Inventory = {
  /** False until the first snapshot came. */
  known: boolean
  problem: Problem | undefined
  containers: Collection<Container>
  images: Collection<Image>
  volumes: Collection<Volume>
  networks: Collection<Network>
}

type Watched = {
  store: Store<Inventory>
  readers: number
  stop: (() => void) | undefined
  leave: ReturnType<typeof setTimeout> | undefined
}

const NOTHING: Inventory = {
  known: false,
  problem: undefined,
  containers: emptyCollection(),
  images: emptyCollection(),
  volumes: emptyCollection(),
  networks: emptyCollection(),
}

/** How long an engine that nobody looks at stays watched, so that a change of page asks for nothing anew. */
const LINGER = 10_000
/** Wait after the host gave up on an engine’s inventory, before asking again. */
const AGAIN = 1_000

const engines = new Map<string, Watched>()

/** The inventory of one engine as a store; it is watched while somebody subscribes. */
export function inventoryOf(engine: string): Store<Inventory> {
  let watched = engines.get(engine)
  if (!watched) {
    watched = { store: createStore(NOTHING), readers: 0, stop: undefined, leave: undefined }
    engines.set(engine, watched)
  }
  const here = watched
  return {
    ...here.store,
    subscribe: (callback) => {
      const stop = here.store.subscribe(callback)
      here.readers += 1
      clearTimeout(here.leave)
      here.stop ??= watch(engine, here.store)
      return () => {
        stop()
        here.readers -= 1
        if (here.readers === 0) here.leave = setTimeout(() => forget(engine, here), LINGER)
      }
    },
  }
}

function forget(engine: string, watched: Watched): void {
  watched.stop?.()
  watched.stop = undefined
  engines.delete(engine)
}

/** Feeds the store from the host until the answer is called. */
function watch(engine: string, store: Store<Inventory>): () => void {
  let pending: InventoryPatch[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let stop: () => void
  const apply = perFrame(() => {
    const patches = pending
    pending = []
    store.set(patches.reduce(patched, store.get()))
  })
  const start = () => {
    performance.mark('inventory:asked')
    stop = readStream((stream, signal) => client.inventory.watch({ engine, stream }, { signal }), {
      item: (patch) => {
        pending.push(patch)
        apply()
      },
      problem: (problem) => {
        store.set({ ...store.get(), problem })
        timer = setTimeout(start, AGAIN)
      },
    })
  }
  start()
  return () => {
    clearTimeout(timer)
    stop()
  }
}

function patched(before: Inventory, patch: InventoryPatch): Inventory {
  const { snapshot } = patch
  return {
    known: true,
    problem: undefined,
    containers: changed(before.containers, patch.containers, snapshot),
    images: changed(before.images, patch.images, snapshot),
    volumes: changed(before.volumes, patch.volumes, snapshot),
    networks: changed(before.networks, patch.networks, snapshot),
  }
}

/** A part of an engine’s inventory, rendered again only when that part changes. `select` must give a kept object. */
export function useInventory<T>(engine: string, select: (inventory: Inventory) => T): T {
  const subscribe = useCallback((callback: () => void) => inventoryOf(engine).subscribe(callback), [engine])
  return useSyncExternalStore(subscribe, () => select(inventoryOf(engine).get()))
}

/** Every container of an engine. */
export function useContainers(engine: string): readonly Container[] {
  return useInventory(engine, (inventory) => inventory.containers.list)
}

/** Every volume of an engine. */
export function useVolumes(engine: string): readonly Volume[] {
  return useInventory(engine, (inventory) => inventory.volumes.list)
}

/** Every image of an engine that has a name, or nothing made from it. */
export function useImages(engine: string): readonly Image[] {
  return useInventory(engine, (inventory) => inventory.images.list)
}

/** Every network of an engine. */
export function useNetworks(engine: string): readonly Network[] {
  return useInventory(engine, (inventory) => inventory.networks.list)
}
