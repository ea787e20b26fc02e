import type { Engine, Problem } from '../../contract/index.ts'
import { client } from './connection.ts'
import { createStore, useStore } from './store.ts'
import { readStream } from './stream.ts'

type Known =
  | { state: 'asking' }
  | { state: 'known'; engines: readonly Engine[]; selected: Engine | undefined; none: boolean }
  | { state: 'failed'; problem: Problem }

const known = createStore<Known>({ state: 'asking' })
let stop: (() => void) | undefined

/** Starts to watch the host's engines, or starts anew after a failure. */
export function watchEngines(): void {
  stop?.()
  stop = readStream((stream, signal) => client.engines.watch({ stream }, { signal }), {
    item: ({ engines, selected, none }) =>
      known.set({
        state: 'known',
        engines,
        none,
        selected: engines.find((engine) => engine.id === selected) ?? engines[0],
      }),
    problem: (problem) => known.set({ state: 'failed', problem }),
  })
}

/** What is known of the engines; the last list stays while the connection is lost. */
export function useEngines(): Known {
  return useStore(known)
}

/** The engine that is shown; undefined while none is known. */
export function useSelectedEngine(): Engine | undefined {
  const now = useStore(known)
  return now.state === 'known' ? now.selected : undefined
}

/** Whether an engine is Podman, as far as is known. */
export function isPodman(engine: Engine | undefined): boolean {
  const { status } = engine ?? {}
  return status !== undefined && 'facts' in status && status.facts.product === 'podman'
}

/** An engine's state in a word. */
export const STATUS_WORDS: Record<Engine['status']['state'], string> = {
  connecting: 'Connecting',
  connected: 'Connected',
  reconnecting: 'Reconnecting',
  unreachable: 'Unreachable',
}
