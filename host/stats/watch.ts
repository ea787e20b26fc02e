import type { Usage } from '../../contract/index.ts'
import { Change } from '../change.ts'
import { pause } from '../pause.ts'
import type { Sampler } from './sampler.ts'
import type { Shown } from './shown.ts'

/** Samples come one by one; a screen wants them together. */
const BATCH_MS = 250

/** The newest samples of the running containers that the stream's reader has on screen, in batches. */
export async function* watchStats(
  sampler: Sampler,
  shown: Shown,
  stream: string,
  signal?: AbortSignal,
): AsyncGenerator<Usage[]> {
  const view = shown.open(stream)
  const fresh = new Map<string, Usage>()
  const arrived = new Change()
  const want = sampler.want({
    ids: view.ids,
    take: ({ over, cpu, ...rest }) => {
      if (cpu === null) return
      fresh.set(rest.id, { ...rest, cpu })
      arrived.bump()
    },
  })
  const ended = new AbortController()
  const until = signal ? AbortSignal.any([signal, ended.signal]) : ended.signal
  const showing = (async () => {
    for await (const _ of view.change.each(want.changed, until)) void _
  })().catch(() => {})

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
    await Promise.all([want.close(), showing])
  }
}
