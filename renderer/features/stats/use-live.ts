import { useEffect, useState } from 'react'
import type { Usage } from '../../../contract/index.ts'
import { LIVE_SPAN } from './range.ts'
import { onUsage, usageOf } from './usage.ts'

/** How often the charts move on, in milliseconds. */
const TICK = 1_000

export type Live = { now: number; samples: ReadonlyMap<string, readonly Usage[]> }

/** The samples of these containers since they were first looked at, as a new object once a second; nothing while `off`. */
export function useLive(ids: readonly string[], off: boolean): Live | undefined {
  const [live, setLive] = useState<Live>()
  const key = ids.join(' ')
  useEffect(() => {
    if (off) return setLive(undefined)
    const samples = new Map(key.split(' ').map((id) => [id, [] as Usage[]]))
    const stops = [...samples].map(([id, kept]) =>
      onUsage(id, () => {
        const usage = usageOf(id)
        if (usage && usage.time > (kept.at(-1)?.time ?? 0)) kept.push(usage)
      }),
    )
    const tick = () => {
      if (document.hidden) return
      // By the clock of whoever measured: this computer’s may go wrong.
      const now = Math.max(0, ...[...samples.values()].map((kept) => kept.at(-1)?.time ?? 0)) || Date.now()
      for (const kept of samples.values()) while ((kept[0]?.time ?? now) < now - LIVE_SPAN) kept.shift()
      setLive({ now, samples: new Map(samples) })
    }
    tick()
    const timer = setInterval(tick, TICK)
    return () => {
      clearInterval(timer)
      for (const stop of stops) stop()
    }
  }, [key, off])
  return live
}
