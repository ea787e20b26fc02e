import { isDeepStrictEqual } from 'node:util'
import type { CauseOfDeath } from '../../contract/index.ts'
import { causeOf } from './cause.ts'
import { type MemoryPoint, risingSeconds } from './rise.ts'
import type { EventDraft } from './store/types.ts'

/** Points of memory that are kept to see it rise; at 10 s each half an hour. */
const MOST_POINTS = 200
const MOST_EVENTS = 50
/** What it was told longer ago did not end it. */
const STOPPING_MS = 120_000

/** One run of a container, while it runs and shortly after. Times are milliseconds since 1970. */
export class Life {
  readonly container: string
  readonly started: number
  /** Its own memory limit in bytes; null: none; undefined: not known. */
  limit: number | null | undefined
  ended: number | undefined
  code: number | undefined
  oomKilled = false
  /** It ended without having begun. */
  neverRan = false
  startError: string | undefined
  engine: 'ended' | 'rebooted' | undefined
  unseen = false
  silent = false
  readonly events: EventDraft[] = []
  readonly #memory: MemoryPoint[] = []
  #told: CauseOfDeath | undefined

  constructor(container: string, started: number) {
    this.container = container
    this.started = started
  }

  used(time: number, bytes: number): void {
    this.#memory.push({ time, bytes })
    if (this.#memory.length > MOST_POINTS) this.#memory.shift()
  }

  happened(event: EventDraft): void {
    this.events.push(event)
    if (this.events.length > MOST_EVENTS) this.events.shift()
  }

  /** Why it ended, when that is another cause than the one told last. */
  judge(): CauseOfDeath | undefined {
    if (this.ended === undefined) return undefined
    const { ended, code, limit, startError, engine } = this
    const rising = risingSeconds(this.#memory, ended)
    const peak = this.#memory.reduce((most, { bytes }) => Math.max(most, bytes), 0)
    const cause = causeOf({
      ended,
      events: this.events,
      oomKilled: this.oomKilled,
      unseen: this.unseen,
      silent: this.silent,
      ...(code !== undefined && { code }),
      ...(limit != null && { limit }),
      ...(peak > 0 && { peak }),
      ...(rising !== undefined && { rising }),
      ...(startError !== undefined && { startError }),
      ...(engine && { engine }),
    })
    if (isDeepStrictEqual(cause, this.#told)) return undefined
    this.#told = cause
    return cause
  }

  /** When the engine first told it to end; undefined when it did not. */
  get signalled(): number | undefined {
    const since = (this.ended ?? 0) - STOPPING_MS
    return this.events.find(({ kind, time }) => kind === 'signalled' && time >= since)?.time
  }
}
