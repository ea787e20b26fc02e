import { pause } from '../pause.ts'
import type { Batch } from './store/types.ts'

/** What can't be written is kept up to so many pieces; then the oldest go. */
const MOST = { steps: 20_000, events: 5_000, runs: 2_000 }
/** Events that come together are written together; milliseconds. */
const SOON_MS = 200

/** Gathers what is to be written about one engine, and has it written, one batch after another. */
export class Outbox {
  readonly #engine: string
  readonly #write: (batch: Batch) => Promise<void>
  #batch: Batch
  #sending: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | undefined

  constructor(engine: string, write: (batch: Batch) => Promise<void>) {
    this.#engine = engine
    this.#write = write
    this.#batch = { engine, seen: 0 }
  }

  /** Adds to what is written next. */
  add({ steps, events, runs, facts, limits, removed, ...rest }: Omit<Partial<Batch>, 'engine'>): void {
    const batch = this.#batch
    Object.assign(batch, rest)
    if (steps) batch.steps = [...(batch.steps ?? []), ...steps].slice(-MOST.steps)
    if (events) batch.events = [...(batch.events ?? []), ...events].slice(-MOST.events)
    if (runs) batch.runs = [...(batch.runs ?? []), ...runs].slice(-MOST.runs)
    if (facts) batch.facts = [...(batch.facts ?? []), ...facts].slice(-MOST.events)
    if (limits) batch.limits = [...(batch.limits ?? []), ...limits].slice(-MOST.events)
    if (removed) batch.removed = [...(batch.removed ?? []), ...removed].slice(-MOST.events)
  }

  /** Has it written in a moment. */
  soon(): void {
    this.#timer ??= setTimeout(() => void this.flush(), SOON_MS)
  }

  /** Writes what was added so far; what could not be written is tried again with what comes next. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#sending = this.#sending.then(() => this.#send())
    await this.#sending
  }

  async #send(): Promise<void> {
    const batch = this.#batch
    if (Object.keys(batch).length <= 2 && batch.seen === 0) return
    this.#batch = { engine: this.#engine, seen: 0 }
    try {
      await this.#write({ ...batch, seen: batch.seen || Date.now() })
    } catch {
      // Whoever writes tells of the failure.
      const later = this.#batch
      const { engine: _engine, ...earlier } = batch
      this.#batch = { engine: this.#engine, seen: 0 }
      this.add(earlier)
      const { engine: _same, ...since } = later
      this.add(since)
      await pause(0)
    }
  }
}
