import { useCallback, useSyncExternalStore } from 'react'
import type { ImageUpdate } from '../../../contract/index.ts'
import { client } from '../../lib/connection.ts'
import { asProblem } from '../../lib/problem.ts'
import { createStore, type Store } from '../../lib/store.ts'
import { readStream } from '../../lib/stream.ts'
import { toastProblem } from '../../lib/toasts.ts'

type Watched = { store: Store<readonly ImageUpdate[]>; readers: number; stop: (() => void) | undefined }

const NONE: readonly ImageUpdate[] = []
const engines = new Map<string, Watched>()

/** What the registries say of an engine’s tags; watched once, however many look. */
export function useUpdates(engine: string): readonly ImageUpdate[] {
  const subscribe = useCallback((changed: () => void) => watch(engine, changed), [engine])
  return useSyncExternalStore(subscribe, () => engines.get(engine)?.store.get() ?? NONE)
}

/** What the registry says of one tag, spelled as the engine has it. */
export function useUpdate(engine: string, reference: string): ImageUpdate | undefined {
  return useUpdates(engine).find((update) => update.reference === reference)
}

/** Asks the registries anew, about one tag or all. */
export function checkUpdates(engine: string, reference?: string): void {
  client.updates
    .check({ engine, ...(reference !== undefined && { reference }) })
    .catch((error) => toastProblem(asProblem(error, 'The registries could not be asked.')))
}

function watch(engine: string, changed: () => void): () => void {
  let here = engines.get(engine)
  if (!here) {
    here = { store: createStore(NONE), readers: 0, stop: undefined }
    engines.set(engine, here)
  }
  const watched = here
  const leave = watched.store.subscribe(changed)
  watched.readers += 1
  watched.stop ??= readStream((stream, signal) => client.updates.watch({ engine, stream }, { signal }), {
    item: (list) => watched.store.set(list),
  })
  return () => {
    leave()
    watched.readers -= 1
    if (watched.readers > 0) return
    watched.stop?.()
    watched.stop = undefined
  }
}
