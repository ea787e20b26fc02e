import type { Settings } from '../../contract/index.ts'
import { client } from './connection.ts'
import { createStore, useStore } from './store.ts'
import { readStream } from './stream.ts'

/** What holds until the host has said what was chosen; the same as the contract's defaults. */
const DEFAULTS: Settings = {
  theme: 'system',
  showCommands: true,
  publish: true,
  logs: { timestamps: false, wrap: true },
  containers: { hiddenColumns: [], groupByStack: true },
  images: { hiddenColumns: [], groupByRepository: false },
  volumes: { hiddenColumns: [], groupByStack: true },
  restorePoints: { days: 7, gigabytes: 10 },
  networks: { hiddenColumns: [], groupByStack: false },
  recipes: [],
}

export const settings = createStore<Settings>(DEFAULTS)

/** Starts to watch the settings. */
export function watchSettings(): void {
  readStream((stream, signal) => client.settings.watch({ stream }, { signal }), {
    item: (value) => settings.set(value),
  })
}

/** What the person chose. */
export function useSettings(): Settings {
  return useStore(settings)
}

/** Keeps a change: shown at once, taken back when the host refuses it. Throws what the host answers. */
export async function changeSettings(change: Partial<Settings>): Promise<void> {
  const before = settings.get()
  const shown = { ...before, ...change }
  settings.set(shown)
  try {
    await client.settings.change(change)
  } catch (error) {
    if (settings.get() === shown) settings.set(before)
    throw error
  }
}
