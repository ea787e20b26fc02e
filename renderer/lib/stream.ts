import { useCallback, useEffect, useEffectEvent, useState } from 'react'
import { FLOW_WINDOW } from '../../contract/flow-window.ts'
import type { Problem } from '../../contract/index.ts'
import { client, connection, whenOpen } from './connection.ts'
import { asProblem, ProblemError } from './problem.ts'

/** Calls a stream procedure under the given stream id. */
export type OpenStream<T> = (stream: string, signal: AbortSignal) => Promise<AsyncIterable<T>>

/** What to do with a stream's items. */
export type StreamReader<T> = {
  /** A subscription begins under this id: what was read before is void. Again after every reconnect. */
  begin?: (stream: string) => void
  /** Where it gives a promise, the item counts as read once that settles: the host sends only so much ahead. */
  item: (item: T) => void | Promise<void>
  /** The host has no more to say. */
  end?: () => void
  /** The stream broke for another reason than the connection; it is over. */
  problem?: (problem: Problem) => void
}

/** Acknowledged in halves of the window, so that the host never stands still for a reader that keeps up. */
const STEP = FLOW_WINDOW / 2

let streams = 0

/** Reads a stream until the answer is called, acknowledging what was read; subscribes again after a reconnect. */
export function readStream<T>(open: OpenStream<T>, reader: StreamReader<T>): () => void {
  const abort = new AbortController()
  void read(open, reader, abort.signal)
  return () => abort.abort()
}

async function read<T>(open: OpenStream<T>, reader: StreamReader<T>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await whenOpen(signal)
      streams += 1
      const stream = `s${streams}`
      const items = await open(stream, signal)
      if (signal.aborted) return
      reader.begin?.(stream)
      let taken = 0
      const took = () => {
        taken += 1
        if (taken < STEP) return
        acknowledge(stream, taken, signal)
        taken = 0
      }
      for await (const item of items) {
        if (signal.aborted) return
        const taking = reader.item(item)
        if (taking) taking.then(took, took)
        else took()
      }
      reader.end?.()
      return
    } catch (error) {
      if (signal.aborted) return
      // The line broke: the loop waits for it and asks again.
      if (error instanceof ProblemError || connection.state.get().state !== 'open') continue
      reader.problem?.(asProblem(error, 'Live updates stopped.'))
      return
    }
  }
}

function acknowledge(stream: string, count: number, signal: AbortSignal): void {
  client.flow.ack({ stream, count }, { signal }).catch(() => {
    // The stream is over or the line broke; the reading loop meets the same and says so.
  })
}

export type StreamState = {
  problem: Problem | undefined
  ended: boolean
  /** Subscribes again from the start. */
  retry: () => void
}

/** Reads a stream while the component is there; again from the start whenever `key` changes. */
export function useStream<T>(key: string, open: OpenStream<T>, reader: StreamReader<T>): StreamState {
  const [round, setRound] = useState(0)
  const [outcome, setOutcome] = useState<{ of: string; problem?: Problem; ended: boolean }>()
  const subscription = `${round} ${key}`
  const call = useEffectEvent(open)
  const begin = useEffectEvent((stream: string) => reader.begin?.(stream))
  const item = useEffectEvent((value: T) => reader.item(value))
  const end = useEffectEvent((of: string) => {
    setOutcome({ of, ended: true })
    reader.end?.()
  })
  const problem = useEffectEvent((of: string, what: Problem) => {
    setOutcome({ of, problem: what, ended: true })
    reader.problem?.(what)
  })
  useEffect(
    () =>
      readStream((stream, signal) => call(stream, signal), {
        begin: (stream) => begin(stream),
        item: (value) => item(value),
        end: () => end(subscription),
        problem: (what) => problem(subscription, what),
      }),
    [subscription],
  )
  const retry = useCallback(() => setRound((n) => n + 1), [])
  const current = outcome?.of === subscription ? outcome : undefined
  return { problem: current?.problem, ended: current?.ended ?? false, retry }
}

/** The newest item of a stream; undefined until the first one of this `key` came. */
export function useLatest<T>(key: string, open: OpenStream<T>): StreamState & { value: T | undefined } {
  const [latest, setLatest] = useState<{ of: string; value: T }>()
  const state = useStream(key, open, { item: (value) => setLatest({ of: key, value }) })
  return { ...state, value: latest?.of === key ? latest.value : undefined }
}
