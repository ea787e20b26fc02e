import { Change } from '../change.ts'
import type { EngineClient } from '../engine/index.ts'
import type { Inventory } from '../inventory/index.ts'
import { pause } from '../pause.ts'
import { pool } from '../pool.ts'
import type { Sample } from './formula.ts'
import { type Reading, readingOf } from './reading.ts'
import { followSamples, oneSample } from './samples.ts'
import { Schedule } from './schedule.ts'

/** Who wants samples, and of which containers: of those in `ids` one a second, without it of all, slowly. */
export type Want = { ids?: () => ReadonlySet<string>; take: (reading: Reading) => void }

/** An engine answers at its own tick, once a second: a round is over after so many. */
const TICKS = 6
const LEAST_WIDTH = 64
/** A stream that ended though its container runs is opened again after so long; milliseconds. */
const REOPEN_MS = 1_000
/** A container that was started is listed as running within so long; milliseconds. */
const LISTED_MS = 10_000

/** Samples the running containers of one engine as often as somebody wants them: once for all who do, not at all for none. */
export class Sampler {
  readonly #client: () => EngineClient
  readonly inventory: Inventory
  readonly #wants = new Set<Want>()
  readonly #changed = new Change()
  readonly #last = new Map<string, Sample>()
  readonly #open = new Map<string, AbortController>()
  readonly #schedule = new Schedule()
  /** When those were started that the inventory may not know to run yet; milliseconds since 1970. */
  readonly #young = new Map<string, number>()
  #stop: AbortController | undefined
  #running: Promise<unknown> = Promise.resolve()
  #timer: NodeJS.Timeout | undefined
  #round: Promise<void> | undefined

  constructor(client: () => EngineClient, inventory: Inventory) {
    this.#client = client
    this.inventory = inventory
  }

  /** Begins to sample for somebody. `changed` is to be called when `ids` gives others, `close` when nothing is wanted any more. */
  want(want: Want): { changed: () => void; close: () => Promise<void> } {
    this.#wants.add(want)
    if (this.#stop === undefined) this.#begin()
    else this.#changed.bump()
    return {
      changed: () => this.#changed.bump(),
      close: async () => {
        this.#wants.delete(want)
        if (this.#wants.size === 0) await this.close()
        else this.#changed.bump()
      },
    }
  }

  /** A container was started: what was counted before is of another life. */
  started(id: string): void {
    this.#last.delete(id)
    this.#young.set(id, Date.now())
  }

  async close(): Promise<void> {
    this.#stop?.abort(new Error('not wanted'))
    this.#stop = undefined
    await this.#running
  }

  #begin(): void {
    const stop = new AbortController()
    const { signal } = stop
    this.#stop = stop
    const before = this.#running
    const align = async (change: Change) => {
      for await (const _ of change.each(() => this.#align(signal), signal)) void _
    }
    this.#running = before.then(() =>
      Promise.allSettled([align(this.#changed), align(this.inventory.change)]).then(async () => {
        clearTimeout(this.#timer)
        await this.#round
        for (const one of this.#open.values()) one.abort(new Error('not wanted'))
        this.#open.clear()
        this.#last.clear()
      }),
    )
  }

  #align(signal: AbortSignal): void {
    const { fast, slow } = this.#wanted()
    for (const [id, stop] of this.#open) {
      if (fast.has(id)) continue
      this.#open.delete(id)
      stop.abort(new Error('not wanted'))
    }
    for (const id of fast) if (!this.#open.has(id)) void this.#stream(id, signal)
    for (const id of this.#last.keys()) if (!fast.has(id) && !slow.has(id)) this.#last.delete(id)
    const now = Date.now()
    this.#schedule.take(slow, new Set(this.#young.keys()), now)
    for (const [id, started] of this.#young) {
      if (slow.has(id) || now - started > LISTED_MS) this.#young.delete(id)
    }
    this.#arm(signal)
  }

  #wanted(): { fast: Set<string>; slow: Set<string> } {
    const running = new Set<string>()
    for (const { id, state } of this.inventory.containers.values()) {
      if (state === 'running' || state === 'paused') running.add(id)
    }
    const fast = new Set<string>()
    let all = false
    for (const { ids } of this.#wants) {
      if (!ids) all = true
      else for (const id of ids()) if (running.has(id)) fast.add(id)
    }
    return { fast, slow: new Set(all ? [...running].filter((id) => !fast.has(id)) : []) }
  }

  async #stream(id: string, signal: AbortSignal): Promise<void> {
    const stop = new AbortController()
    this.#open.set(id, stop)
    try {
      const until = AbortSignal.any([signal, stop.signal])
      await followSamples(this.#client(), id, until, (sample) => this.#take(id, sample))
    } catch {
      // The container or the engine went away; the inventory tells of both.
    }
    if (stop.signal.aborted || signal.aborted) return
    await pause(REOPEN_MS, signal).catch(() => {})
    if (this.#open.get(id) === stop) this.#open.delete(id)
    this.#changed.bump()
  }

  /** Waits for whatever is due next. */
  #arm(signal: AbortSignal): void {
    clearTimeout(this.#timer)
    const next = this.#schedule.next()
    if (next === undefined || signal.aborted || this.#round) return
    this.#timer = setTimeout(
      () => {
        this.#round = this.#poll(this.#schedule.due(Date.now()), signal).finally(() => {
          this.#round = undefined
          this.#arm(signal)
        })
      },
      Math.max(0, next - Date.now()),
    )
  }

  async #poll(ids: readonly string[], signal: AbortSignal): Promise<void> {
    await pool(ids, Math.max(LEAST_WIDTH, Math.ceil(ids.length / TICKS)), async (id) => {
      try {
        const sample = await oneSample(this.#client(), id, signal)
        if (sample && !this.#open.has(id)) this.#take(id, sample)
      } catch {
        // As with a stream.
      }
    })
  }

  #take(id: string, sample: Sample): void {
    const reading = readingOf(id, this.#last.get(id), sample)
    if (!reading) {
      this.#last.delete(id)
      return
    }
    this.#last.set(id, sample)
    for (const { ids, take } of this.#wants) if (!ids || ids().has(id)) take(reading)
  }
}
