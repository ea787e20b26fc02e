import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react'
import type { Engine, Usage } from '../../../contract/index.ts'
import { client } from '../../lib/connection.ts'
import { asProblem, isAbort } from '../../lib/problem.ts'
import { useStream } from '../../lib/stream.ts'
import { toastProblem } from '../../lib/toasts.ts'

const samples = new Map<string, { usage: Usage; at: number }>()
const watchers = new Map<string, Set<() => void>>()

/** Rows that fly by are not asked for; milliseconds. */
const SETTLED = 120
/** A sample that is older must not look like a new one when its row comes back; milliseconds. */
const STALE = 5_000
/** As many as the contract takes. */
const MOST = 200

/** The newest sample of one container; undefined while none came. */
export function useUsage(id: string): Usage | undefined {
  const subscribe = useCallback(
    (changed: () => void) => {
      const here = watchers.get(id) ?? new Set()
      watchers.set(id, here.add(changed))
      return () => {
        here.delete(changed)
        if (here.size === 0) watchers.delete(id)
      }
    },
    [id],
  )
  return useSyncExternalStore(subscribe, () => {
    const sample = samples.get(id)
    return sample && performance.now() - sample.at < STALE ? sample.usage : undefined
  })
}

/** Keeps samples coming for the containers with these ids, which are on screen. */
export function useUsageFeed(engine: Engine, ids: readonly string[]): void {
  const stream = useRef<string>(undefined)
  const wanted = useRef(ids)
  wanted.current = ids
  useStream(
    `${engine.id} ${engine.status.state}`,
    (name, signal) => client.stats.watch({ engine: engine.id, stream: name }, { signal }),
    {
      begin: (name) => {
        stream.current = name
        samples.clear()
        show(name, wanted.current)
      },
      item: (batch) => {
        const at = performance.now()
        for (const usage of batch) {
          samples.set(usage.id, { usage, at })
          for (const changed of watchers.get(usage.id) ?? []) changed()
        }
      },
      end: () => {
        stream.current = undefined
      },
    },
  )
  const key = ids.join(' ')
  useEffect(() => {
    const timer = setTimeout(() => {
      if (stream.current !== undefined) show(stream.current, key === '' ? [] : key.split(' '))
    }, SETTLED)
    return () => clearTimeout(timer)
  }, [key])
}

function show(stream: string, ids: readonly string[]): void {
  client.stats.show({ stream, ids: ids.slice(0, MOST) }).catch((error) => {
    // A lost line says so by itself, and the next stream asks again.
    if (!isAbort(error)) toastProblem(asProblem(error, 'Live figures could not be asked for.'))
  })
}
