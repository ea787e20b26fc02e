import type { EngineClient } from '../engine/index.ts'
import { inspect, lastLines } from './inspect.ts'
import { Lanes } from './lanes.ts'
import { Life } from './life.ts'
import type { Outbox } from './outbox.ts'
import type { EventDraft } from './store/types.ts'

/** What happens so shortly after an end may say why it ended; milliseconds. */
const AFTERMATH_MS = 30_000
/** An engine that stops all its containers takes so long at most; milliseconds. */
const SHUTDOWN_MS = 150_000
/** It is gone so soon after the last of them. */
const LAST_STOP_MS = 5_000
/** It tells all of them at once. */
const TOGETHER_MS = 2_000
/** A line may be written down a little after its container ended. */
const LATE_LINE_MS = 500
/** An engine tells of a start when it comes to it: on a busy machine the container has written lines by then. */
const LATE_START_MS = 30_000
/** Two words of one end; milliseconds. */
const SAME_END_MS = 2_000
const LOOKS = 4

export type Connected = {
  client: EngineClient
  signal: AbortSignal
  /** Milliseconds by which the engine's clock is ahead of this computer's. */
  ahead: number
  /** The engine does not tell by whom a container is ended. */
  silent: boolean
}

/** How somebody who was not there when it ended finds a run. Times are milliseconds since 1970. */
export type Found = {
  ended: number
  code?: number
  oomKilled?: boolean
  engine?: 'ended' | 'rebooted'
}

type OfContainer = Extract<EventDraft, { container: string; name: string }>

/** The runs of an engine's containers: those that go on, and those that just ended. */
export class Lives {
  readonly running = new Map<string, Life>()
  readonly #dead: Life[] = []
  /** Those whose failure to start no event told. */
  readonly #guessed = new WeakSet<Life>()
  readonly #outbox: Outbox
  readonly #onEnd: (life: Life) => void
  readonly #limits = new Map<string, number | null>()
  readonly #lanes = new Lanes(LOOKS)

  constructor(outbox: Outbox, onEnd: (life: Life) => void) {
    this.#outbox = outbox
    this.#onEnd = onEnd
  }

  /** A container runs from that time on. */
  begin(container: string, started: number): Life {
    const life = new Life(container, started)
    life.limit = this.#limits.get(container)
    this.running.set(container, life)
    this.#outbox.add({ runs: [{ container, started }] })
    return life
  }

  /** Goes on with a run that was written about before. */
  resume(container: string, started: number, limit: number | undefined): void {
    const life = new Life(container, started)
    life.limit = limit
    this.running.set(container, life)
  }

  limited(container: string, bytes: number | null, time: number): void {
    const life = this.running.get(container)
    if (life) life.limit = bytes
    if (this.#limits.get(container) === bytes) return
    this.#limits.set(container, bytes)
    this.#outbox.add({ limits: [{ container, time, bytes }] })
  }

  /** An engine's event, by this computer's clock. */
  take(event: EventDraft, connected: Connected, engine?: 'ended' | 'rebooted'): void {
    if (!('name' in event)) return
    switch (event.kind) {
      case 'started':
        this.#started(event, connected)
        break
      case 'died':
        this.#died(event, connected, engine)
        break
      case 'stopped':
      case 'restarted':
      case 'removed':
        this.#after(event)
        break
      case 'updated':
        this.#measureLimit(event.container, connected)
        break
      default:
        this.running.get(event.container)?.happened(event)
    }
  }

  /**
   * A container was taken off a network, by this computer's clock. Older engines (Docker before 25) tell nothing else of
   * one that could not be started.
   */
  unplugged({ container, name, time }: Pick<OfContainer, 'container' | 'name' | 'time'>, connected: Connected): void {
    const began = () => this.running.has(container) || this.#endedAbout(container, time) !== undefined
    if (began()) return
    this.#lanes.run(async () => {
      const state = await inspect(connected.client, container, connected.signal)
      // Without the engine's word for why, a person took it off.
      if (!state || state.running || !state.error || began()) return
      const died = { kind: 'died' as const, container, name, time, code: state.code }
      this.#outbox.add({ events: [died] })
      const life = this.#died(died, connected, undefined)
      if (life) this.#guessed.add(life)
      this.#outbox.soon()
    })
  }

  /** A run is found to have ended. */
  found(life: Life, { ended, code, oomKilled, engine }: Found, connected: Connected | undefined): void {
    life.unseen = true
    life.code = code
    life.oomKilled = oomKilled ?? false
    life.engine = engine
    this.#end(life, Math.max(ended, life.started))
    if (connected) this.#look(life, connected)
  }

  /** The engine was lost at that time: did it stop its containers before? */
  lost(at: number): void {
    const last = this.#dead.reduce((newest, { ended = 0 }) => Math.max(newest, ended), 0)
    if (this.running.size > 0 || at - last > LAST_STOP_MS) return
    const told = this.#dead.find(({ ended }) => ended === last)?.signalled
    if (told === undefined) return
    for (const life of this.#dead) {
      if (life.signalled === undefined || Math.abs(life.signalled - told) > TOGETHER_MS) continue
      life.engine = 'ended'
      this.#judge(life)
    }
  }

  /** Resolves when what was being looked at is known. */
  async idle(): Promise<void> {
    await this.#lanes.idle()
  }

  #started(event: OfContainer, connected: Connected): void {
    const before = this.running.get(event.container)
    if (before) this.found(before, { ended: event.time }, undefined)
    this.begin(event.container, event.time).happened(event)
    this.#measureLimit(event.container, connected)
  }

  #died(
    event: Extract<EventDraft, { kind: 'died' }>,
    connected: Connected,
    engine: 'ended' | 'rebooted' | undefined,
  ): Life | undefined {
    const life = this.running.get(event.container) ?? this.#notStarted(event)
    if (!life) return undefined
    life.happened(event)
    life.code = event.code
    life.engine = engine
    life.silent = connected.silent
    this.#end(life, event.time)
    this.#look(life, connected)
    return life
  }

  /** Undefined where it was found out before it was told. */
  #notStarted({ container, time }: OfContainer): Life | undefined {
    const before = this.#endedAbout(container, time)
    if (before && this.#guessed.has(before)) return undefined
    const life = this.begin(container, time)
    life.neverRan = true
    return life
  }

  /** Belongs to the run that ended, though another may have begun. */
  #after(event: OfContainer): void {
    const life = this.#dead.findLast(({ container }) => container === event.container)
    if (event.kind === 'removed') {
      this.#outbox.add({ removed: [{ container: event.container, time: event.time }] })
      this.#limits.delete(event.container)
    }
    if (!life?.ended || event.time - life.ended > AFTERMATH_MS) {
      this.running.get(event.container)?.happened(event)
      return
    }
    life.happened(event)
    this.#judge(life)
  }

  #endedAbout(container: string, time: number): Life | undefined {
    return this.#dead.findLast(
      (life) => life.container === container && Math.abs((life.ended ?? 0) - time) < SAME_END_MS,
    )
  }

  #end(life: Life, ended: number): void {
    life.ended = ended
    if (this.running.get(life.container) === life) this.running.delete(life.container)
    this.#dead.push(life)
    while (this.#dead[0] && ended - (this.#dead[0].ended ?? 0) > SHUTDOWN_MS) this.#dead.shift()
    this.#judge(life)
    this.#onEnd(life)
  }

  #judge(life: Life): void {
    const { container, started, ended } = life
    const cause = life.judge()
    if (ended === undefined || !cause) return
    this.#outbox.add({ runs: [{ container, started, ended, cause }] })
    this.#outbox.soon()
  }

  /** Asks the engine for what no event tells. */
  #look(life: Life, { client, signal, ahead }: Connected): void {
    this.#lanes.run(async () => {
      const { container, started, ended = 0 } = life
      const state = await inspect(client, container, signal)
      if (state) {
        life.limit = state.limit
        // Of a run that began meanwhile it would be another state.
        const same = !state.running && (state.started ?? 0) - ahead <= ended
        if (same) {
          life.oomKilled ||= state.oomKilled
          if (life.neverRan) life.startError = state.error || undefined
        }
      }
      const found = await lastLines(client, container, signal)
      const after = this.#endBefore(life) ?? started - LATE_START_MS
      const told = 'lines' in found ? { lines: found.lines.filter(within(after + ahead, ended + ahead)) } : found
      const { limit } = life
      this.#outbox.add({ runs: [{ container, started, ...told, ...(limit != null && { memoryLimit: limit }) }] })
      this.#judge(life)
      this.#outbox.soon()
    })
  }

  /** When the run before this one of the same container ended, where that was a short while ago. */
  #endBefore({ container, started }: Life): number | undefined {
    return this.#dead.findLast(({ container: other, ended = Infinity }) => other === container && ended <= started)
      ?.ended
  }

  #measureLimit(container: string, { client, signal }: Connected): void {
    this.#lanes.run(async () => {
      const state = await inspect(client, container, signal)
      if (state) this.limited(container, state.limit, Date.now())
    })
  }
}

const within = (after: number, ended: number) => (line: { time: string }) => {
  const time = Date.parse(line.time)
  return time >= after && time <= ended + LATE_LINE_MS
}
