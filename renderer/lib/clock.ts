import { useSyncExternalStore } from 'react'

/** Ages are shown to the second below a minute, so one tick a second, and only while somebody looks. */
const TICK = 1_000

let now = Date.now()
let timer: ReturnType<typeof setInterval> | undefined
const watchers = new Set<() => void>()

function subscribe(changed: () => void): () => void {
  watchers.add(changed)
  timer ??= setInterval(tick, TICK)
  return () => {
    watchers.delete(changed)
    if (watchers.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

function tick(): void {
  if (document.hidden) return
  now = Date.now()
  for (const changed of watchers) changed()
}

/** The time as a text, rendered again only when the text changes. `format` gets milliseconds since 1970. */
export function useNow<T extends string | number>(format: (now: number) => T): T {
  return useSyncExternalStore(subscribe, () => {
    if (timer === undefined) now = Date.now()
    return format(now)
  })
}
