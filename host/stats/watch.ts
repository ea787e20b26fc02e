import type { Usage } from '../../contract/index.ts'
import { Change } from '../change.ts'
import type { EngineClient } from '../engine/index.ts'
import type { Inventory } from '../inventory/index.ts'
import { pause } from '../pause.ts'
import { samples } from './sampler.ts'
import type { Shown } from './shown.ts'

/** Samples come one by one; a screen wants them together. */
const BATCH_MS = 250

/** The newest samples of the running containers that the stream's reader has on screen, in batches. */
export async function* watchStats(
  engine: { client: EngineClient; inventory: Inventory },
  shown: Shown,
  stream: string,
  signal?: AbortSignal,
): AsyncGenerator<Usage[]> {
  const { client, inventory } = engine
  const view = shown.open(stream)
  const fresh = new Map<string, Usage>()
  const arrived = new Change()
  const followed = new Map<string, AbortController>()
  const ended = new AbortController()
  const until = signal ? AbortSignal.any([signal, ended.signal]) : ended.signal

  const follow = async (id: string, stop: AbortController) => {
    try {
      for await (const usage of samples(client, id, stop.signal)) {
        fresh.set(id, usage)
        arrived.bump()
      }
    } catch {
      // The container or the engine went away; the inventory tells of both.
    } finally {
      if (followed.get(id) === stop) followed.delete(id)
    }
  }
  const align = () => {
    const wanted = new Set([...view.ids()].filter((id) => inventory.containers.get(id)?.state === 'running'))
    for (const [id, stop] of followed) {
      if (wanted.has(id)) continue
      followed.delete(id)
      stop.abort(new Error('not shown'))
    }
    for (const id of wanted) {
      if (followed.has(id)) continue
      const stop = new AbortController()
      followed.set(id, stop)
      void follow(id, stop)
    }
  }
  const alignOn = async (change: Change) => {
    for await (const _ of change.each(align, until)) void _
  }
  const aligning = Promise.allSettled([alignOn(view.change), alignOn(inventory.change)])

  try {
    let seen = 0
    while (true) {
      await arrived.after(seen, until)
      await pause(BATCH_MS, until)
      seen = arrived.version
      const batch = [...fresh.values()]
      fresh.clear()
      yield batch
    }
  } finally {
    ended.abort(new Error('ended'))
    view.close()
    for (const stop of followed.values()) stop.abort(new Error('ended'))
    await aligning
  }
}
