import { useEffect, useState } from 'react'

/** How much was done at a moment, in milliseconds. */
export type Sample = { at: number; done: number }

/** So far back the speed is looked for, in milliseconds. */
const SPAN = 4_000
/** From this on, two looks say something about the speed. Milliseconds. */
const SHORTEST = 400

/** Per second, over the samples; undefined while they are too few. */
export function rateOf(samples: readonly Sample[]): number | undefined {
  const first = samples[0]
  const last = samples.at(-1)
  if (!first || !last || last.at - first.at < SHORTEST) return undefined
  return Math.max(0, ((last.done - first.done) * 1_000) / (last.at - first.at))
}

/** How fast a number grows, per second, over the last few seconds; undefined while that can’t be told. */
export function useRate(done: number, running: boolean): number | undefined {
  const [samples, setSamples] = useState<readonly Sample[]>([])
  useEffect(() => {
    const at = performance.now()
    setSamples((before) => {
      const last = before.at(-1)
      // Something else is counted from now on.
      const kept = last && done < last.done ? [] : before.filter((sample) => sample.at > at - SPAN)
      return [...kept, { at, done }]
    })
  }, [done])
  return running ? rateOf(samples) : undefined
}
