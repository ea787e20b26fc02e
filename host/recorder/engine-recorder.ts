import { Change } from '../change.ts'
import type { EngineClient } from '../engine/index.ts'
import type { EngineEvent, Inventory } from '../inventory/index.ts'
import { pause } from '../pause.ts'
import type { Reading, Sampler } from '../stats/index.ts'
import { Accumulator, STEP_MS } from './accumulator.ts'
import { type Before, engineEnd, engineEvents, reconcile, whileAway } from './catch-up.ts'
import { diskOf, readEngineState } from './engine-state.ts'
import { type Connected, Lives } from './lives.ts'
import { Outbox } from './outbox.ts'
import type { Batch, EngineMemory, Step } from './store/types.ts'
import { draftOf, factsOf } from './translate.ts'

/** After a step is over, its last readings may still be on their way; milliseconds. */
const GRACE_MS = 300
const DISK_EVERY_MS = 600_000
/** What is being asked of an engine may take so long when it ends; milliseconds. */
const LEAVE_MS = 2_000
/** What the engine refused to tell is asked for again after so long; milliseconds. */
const AGAIN_MS = 2_000
/** As many as dockerd tells again. */
const TAKEN = 512
/** These tell something new of a container itself. */
const TELLING = new Set(['created', 'started', 'renamed'])

export type EngineRecorderOptions = {
  engine: string
  inventory: Inventory
  sampler: Sampler
  /** Whether the engine runs on this computer. */
  here: () => boolean
  /** Whether it does not tell by whom a container is ended. */
  silent: () => boolean
  memory: () => Promise<EngineMemory>
  write: (batch: Batch) => Promise<void>
}

/** Writes down what happens on one engine. */
export class EngineRecorder {
  readonly #options: EngineRecorderOptions
  readonly #outbox: Outbox
  readonly #steps = new Accumulator()
  readonly #lives: Lives
  readonly #unlisten: () => void
  readonly #unwant: () => Promise<void>
  #ticking: NodeJS.Timeout
  readonly #stop = new AbortController()
  #connected: Connected | undefined
  #beginning: Promise<void> = Promise.resolve()
  /** What comes while it is found out what happened before. */
  #waiting: EngineEvent[] | undefined
  #before: Before | undefined
  #lostAt: number | undefined
  readonly #taken = new Set<string>()
  #disk: { folder: string; at: number } | undefined
  /** The newest steps that are complete, by container. */
  latest: { time: number; steps: ReadonlyMap<string, Step> } | undefined
  /** Bytes of memory that each running container may use, by its id: its limit, or the machine's memory. */
  readonly memoryLimits = new Map<string, number>()
  /** Bumped with every step, every event and every end. */
  readonly change = new Change()

  constructor(options: EngineRecorderOptions) {
    this.#options = options
    this.#outbox = new Outbox(options.engine, options.write)
    this.#lives = new Lives(this.#outbox, ({ container }) => {
      this.#steps.ended(container)
      this.memoryLimits.delete(container)
    })
    this.#unlisten = options.inventory.listen({
      began: (client, signal) => this.#begin(client, signal),
      event: (event) => this.#hear(event),
    })
    this.#unwant = options.sampler.want({ take: (reading) => this.#measured(reading) }).close
    this.#ticking = this.#tickSoon()
  }

  /** The folder of this computer in which the engine keeps what it has, where it does. */
  get folder(): string | undefined {
    return this.#disk?.folder
  }

  /** Writes what is left, and ends. */
  async close(): Promise<void> {
    clearTimeout(this.#ticking)
    this.#unlisten()
    const busy = Promise.all([this.#unwant(), this.#beginning]).then(() => this.#lives.idle())
    // An engine that answers no more must not hold up the end.
    const late = setTimeout(() => this.#stop.abort(new Error('closed')), LEAVE_MS)
    await busy
    clearTimeout(late)
    this.#stop.abort(new Error('closed'))
    const time = Date.now()
    const seen = this.#connected ? { seen: time } : {}
    if (this.#before) {
      this.#outbox.add({
        ...seen,
        steps: this.#steps.complete(time),
        events: [{ kind: 'recorder', action: 'ended', time }],
      })
    }
    await this.#outbox.flush()
  }

  #begin(client: EngineClient, signal: AbortSignal): void {
    const waiting: EngineEvent[] = []
    this.#waiting = waiting
    signal.addEventListener('abort', () => this.#lost())
    const until = AbortSignal.any([signal, this.#stop.signal])
    this.#beginning = this.#beginning
      .then(() => this.#keepCatchingUp(client, until))
      .then(() => {
        if (this.#waiting !== waiting) return
        this.#waiting = undefined
        if (this.#connected) for (const event of waiting) this.#take(event, this.#connected)
      })
  }

  /** Tries until it works, or the connection is gone. */
  async #keepCatchingUp(client: EngineClient, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        return await this.#catchUp(client, signal)
      } catch {
        // An engine that is busy may answer later.
        await pause(AGAIN_MS, signal).catch(() => {})
      }
    }
  }

  async #catchUp(client: EngineClient, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    const state = await readEngineState(client, this.#options.here(), signal)
    const { ahead } = state
    const connected = { client, signal, ahead, silent: this.#options.silent() }
    const first = this.#before === undefined
    const before = this.#before ?? (await this.#remember())
    const away = await whileAway(before, state, connected)
    const span = { lostAt: this.#lostAt, state, ahead }
    const ended = (time: number) => engineEnd(away, time, span)
    this.#connected = connected
    this.#before = before
    for (const event of away.missed) this.#take(event, connected, ended(event.time - ahead))
    const seen = this.#lostAt ?? before.seen ?? Date.now()
    const found = await reconcile(this.#lives, connected, { whole: first || away.engine !== 'same', seen, ended })
    this.#outbox.add({ ...found, events: engineEvents(away, first, Date.now()) })
    if (state.started !== undefined) {
      before.engineStarted = state.started
      this.#outbox.add({ engineStarted: state.started })
    }
    this.#disk = state.folder === undefined ? undefined : { folder: state.folder, at: 0 }
    this.#lostAt = undefined
    await this.#outbox.flush()
    this.change.bump()
  }

  /** What the file can't tell is begun anew. */
  async #remember(): Promise<Before> {
    const { open, ...before } = await this.#options.memory().catch((): EngineMemory => ({ open: [] }))
    for (const { container, started, memoryLimit } of open) this.#lives.resume(container, started, memoryLimit)
    return before
  }

  #lost(): void {
    if (!this.#connected || this.#stop.signal.aborted) return
    this.#connected = undefined
    this.#waiting = undefined
    const time = Date.now()
    this.#lostAt = time
    this.#lives.lost(time)
    this.#outbox.add({ events: [{ kind: 'engine', action: 'lost', time }] })
    this.#outbox.soon()
    this.change.bump()
  }

  #hear(event: EngineEvent): void {
    if (this.#waiting) this.#waiting.push(event)
    else if (this.#connected) this.#take(event, this.#connected)
  }

  #take(event: EngineEvent, connected: Connected, engine?: 'ended' | 'rebooted'): void {
    const key = `${event.time} ${event.id} ${event.action}`
    // After a pause, an engine tells again what was taken before.
    if (!this.#before || this.#taken.has(key)) return
    this.#taken.add(key)
    for (const oldest of this.#taken) {
      if (this.#taken.size <= TAKEN) break
      this.#taken.delete(oldest)
    }
    const lastEvent = Math.max(event.time, this.#before.lastEvent ?? 0)
    this.#before.lastEvent = lastEvent
    this.#outbox.add({ lastEvent })
    const time = Math.round(event.time - connected.ahead)
    const unplugged = event.type === 'network' && event.action === 'disconnect' && event.attributes.container
    if (unplugged) {
      const name = this.#options.inventory.containers.get(unplugged)?.name ?? unplugged.slice(0, 12)
      this.#lives.unplugged({ container: unplugged, name, time }, connected)
    }
    const draft = draftOf(event, time)
    if (!draft) return
    if (TELLING.has(draft.kind)) this.#outbox.add({ facts: [factsOf(event)] })
    if (draft.kind === 'started') this.#options.sampler.started(event.id)
    this.#outbox.add({ events: [draft] })
    this.#lives.take(draft, connected, engine)
    this.#outbox.soon()
    this.change.bump()
  }

  #measured(reading: Reading): void {
    const now = Date.now()
    this.#steps.take(reading, now)
    this.#lives.running.get(reading.id)?.used(now, reading.memory)
    this.memoryLimits.set(reading.id, reading.memoryLimit)
  }

  #tickSoon(): NodeJS.Timeout {
    return setTimeout(() => void this.#tick(), STEP_MS - (Date.now() % STEP_MS) + GRACE_MS)
  }

  async #tick(): Promise<void> {
    this.#ticking = this.#tickSoon()
    const now = Date.now()
    const steps = this.#steps.complete(now)
    const time = Math.floor(now / STEP_MS) * STEP_MS - STEP_MS
    const newest = steps.filter((step) => step.time === time)
    this.latest = newest.length > 0 ? { time, steps: new Map(newest.map((step) => [step.container, step])) } : undefined
    if (!this.#connected) return
    this.#outbox.add({ steps, seen: now })
    await this.#measureDisk(now)
    await this.#outbox.flush()
    this.change.bump()
  }

  async #measureDisk(now: number): Promise<void> {
    if (!this.#disk || now - this.#disk.at < DISK_EVERY_MS) return
    const { folder } = this.#disk
    this.#disk = { folder, at: now }
    const disk = await diskOf(folder)
    if (disk) this.#outbox.add({ disk: { time: now, ...disk } })
  }
}
