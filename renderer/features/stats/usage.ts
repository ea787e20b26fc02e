import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react'
import type { Engine, Usage } from '../../../contract/index.ts'
import { client } from '../../lib/connection.ts'
import { asProblem, isAbort } from '../../lib/problem.ts'
import { useStream } from '../../lib/stream.ts'
import { toastProblem } from '../../lib/toasts.ts'
import { addBefore, addSample, POINTS, SPAN, type Trail } from './trail.ts'

const samples = new Map<string, { usage: Usage; at: number }>()
const trails = new Map<string, Trail>()
const watchers = new Map<string, Set<() => void>>()

/** Rows that fly by are not asked for; milliseconds. */
const SETTLED = 120
/** A sample that is older must not look like a new one when its row comes back; milliseconds. */
const STALE = 5_000
/** As many as the contract takes. */
const MOST = 200

/** Calls back after each sample of a container, and when its trail changes, until the answer is called. */
export function onUsage(id: string, changed: () => void): () => void {
  const here = watchers.get(id) ?? new Set()
  watchers.set(id, here.add(changed))
  return () => {
    here.delete(changed)
    if (here.size === 0) watchers.delete(id)
  }
}

/** The newest sample of one container; undefined while none came lately. */
export function usageOf(id: string): Usage | undefined {
  const sample = samples.get(id)
  return sample && performance.now() - sample.at < STALE ? sample.usage : undefined
}

/** What one container used over the last minutes, as far as is known. */
export function trailOf(id: string): Trail {
  return trails.get(id) ?? []
}

/** The newest sample of one container; undefined while none came. */
export function useUsage(id: string): Usage | undefined {
  const subscribe = useCallback((changed: () => void) => onUsage(id, changed), [id])
  return useSyncExternalStore(subscribe, () => usageOf(id))
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
      item: take,
      end: () => {
        stream.current = undefined
      },
    },
  )
  const key = ids.join(' ')
  useEffect(() => {
    const timer = setTimeout(() => {
      const shown = key === '' ? [] : key.split(' ')
      if (stream.current !== undefined) show(stream.current, shown)
      void recall(engine.id, shown)
    }, SETTLED)
    return () => clearTimeout(timer)
  }, [key, engine.id])
}

function take(batch: readonly Usage[]): void {
  const at = performance.now()
  for (const usage of batch) {
    samples.set(usage.id, { usage, at })
    const trail = trails.get(usage.id) ?? []
    trails.set(usage.id, trail)
    addSample(trail, usage.time, usage.cpu, usage.memory)
    for (const changed of watchers.get(usage.id) ?? []) changed()
  }
}

function show(stream: string, ids: readonly string[]): void {
  client.stats.show({ stream, ids: ids.slice(0, MOST) }).catch((error) => {
    // A lost line says so by itself, and the next stream asks again.
    if (!isAbort(error)) toastProblem(asProblem(error, 'Live figures could not be asked for.'))
  })
}

/** Containers whose past was asked for. */
const recalled = new Set<string>()
/** A trail that ended so many spans ago has a hole before what comes now. */
const ENDED = 2

/** Asks the recorder what these used before they came on screen, or while they were not. */
async function recall(engine: string, ids: readonly string[]): Promise<void> {
  const now = Math.floor(Date.now() / SPAN)
  for (const id of ids) {
    const last = trailOf(id).at(-1)
    if (last === undefined || last.span >= now - ENDED) continue
    trails.delete(id)
    recalled.delete(id)
  }
  const asked = ids.filter((id) => !recalled.has(id)).slice(0, MOST)
  if (asked.length === 0) return
  for (const id of asked) recalled.add(id)
  const to = Date.now()
  try {
    const { time, step, series } = await client.recorder.history({
      engine,
      from: to - POINTS * SPAN,
      to,
      containers: asked,
      measures: ['cpu', 'memory'],
      points: POINTS,
    })
    if (step !== SPAN) return
    for (const { id, curves } of series) {
      const earlier = time.flatMap((at, index) => {
        const cpu = curves.cpu?.average[index] ?? null
        const memory = curves.memory?.average[index] ?? null
        return cpu === null || memory === null ? [] : [{ span: Math.floor(at / SPAN), cpu, memory, samples: 1 }]
      })
      const trail = trails.get(id) ?? []
      trails.set(id, trail)
      addBefore(trail, earlier)
      for (const changed of watchers.get(id) ?? []) changed()
    }
  } catch {
    // The lines then begin now; what is wrong with the recorder is said where it is looked at.
    for (const id of asked) recalled.delete(id)
  }
}
