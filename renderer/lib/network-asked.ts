import type { EndpointSpec, Network, NetworkSpec, PruneChoice } from '../../contract/index.ts'
import { createStore } from './store.ts'

/** What is known of a connection to make: the network and the containers by id, and what is said of their place. */
export type ConnectStart = {
  network?: string
  containers?: readonly string[]
  endpoint?: EndpointSpec
}

/** What is known of a question who reaches whom: containers by id. */
export type ReachStart = { from?: string; to?: string; port?: number }

/** What a person is asked about. */
export type Asked =
  | { kind: 'create'; engine: string; start: NetworkSpec | undefined }
  | { kind: 'connect'; engine: string; start: ConnectStart }
  | { kind: 'remove'; engine: string; networks: readonly Network[] }
  | { kind: 'reach'; engine: string; start: ReachStart }

export const asked = createStore<Asked | undefined>(undefined)

/** Asks for a network to make, filled in with what is known. */
export function createNetwork(engine: string, start?: NetworkSpec): void {
  asked.set({ kind: 'create', engine, start })
}

/** Asks which containers to put on which network. */
export function connectContainers(engine: string, start: ConnectStart = {}): void {
  asked.set({ kind: 'connect', engine, start })
}

/** Asks whether to remove these; the engine’s own are left out. Nothing is removed before the answer. */
export function removeNetworks(engine: string, networks: readonly Network[]): void {
  const own = networks.filter(({ builtIn }) => !builtIn)
  if (own.length > 0) asked.set({ kind: 'remove', engine, networks: own })
}

/** Asks who reaches whom, and answers. */
export function checkReach(engine: string, start: ReachStart = {}): void {
  asked.set({ kind: 'reach', engine, start })
}

/** A clean-up of networks alone. */
export const PRUNE: PruneChoice = {
  containers: false,
  networks: true,
  images: 'none',
  volumes: 'none',
  cache: 'none',
  labels: [],
}
