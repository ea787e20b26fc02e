import { useCallback, useSyncExternalStore } from 'react'
import { parseReference, wholeName } from '../../../contract/image-reference.ts'
import type { ImageUpdate } from '../../../contract/index.ts'
import { client } from '../../lib/connection.ts'
import { asProblem } from '../../lib/problem.ts'
import { createStore, type Store } from '../../lib/store.ts'
import { readStream } from '../../lib/stream.ts'
import { toastProblem } from '../../lib/toasts.ts'

/** What is known of the tags: in their order, and by their whole names. */
type Known = { list: readonly ImageUpdate[]; byName: ReadonlyMap<string, ImageUpdate> }
type Watched = { store: Store<Known>; readers: number; stop: (() => void) | undefined }

const NOTHING: Known = { list: [], byName: new Map() }
const engines = new Map<string, Watched>()

/** What the registries say of an engine’s tags; watched once, however many look. */
export function useUpdates(engine: string): readonly ImageUpdate[] {
  return useKnown(engine).list
}

/** What the registry says of one tag, however it is spelled; nothing for what is no tag of the engine. */
export function useUpdate(engine: string, reference: string): ImageUpdate | undefined {
  return useKnown(engine).byName.get(wholeOf(reference))
}

function useKnown(engine: string): Known {
  const subscribe = useCallback((changed: () => void) => watch(engine, changed), [engine])
  return useSyncExternalStore(subscribe, () => engines.get(engine)?.store.get() ?? NOTHING)
}

function wholeOf(reference: string): string {
  try {
    return wholeName(parseReference(reference))
  } catch {
    // An image named by its id.
    return reference
  }
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
    here = { store: createStore(NOTHING), readers: 0, stop: undefined }
    engines.set(engine, here)
  }
  const watched = here
  const leave = watched.store.subscribe(changed)
  watched.readers += 1
  watched.stop ??= readStream((stream, signal) => client.updates.watch({ engine, stream }, { signal }), {
    item: (list) =>
      watched.store.set({ list, byName: new Map(list.map((update) => [wholeOf(update.reference), update])) }),
  })
  return () => {
    leave()
    watched.readers -= 1
    if (watched.readers > 0) return
    watched.stop?.()
    watched.stop = undefined
  }
}
