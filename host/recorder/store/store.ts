import type { DatabaseSync } from 'node:sqlite'
import type { History, RecordedEvent } from '../../../contract/index.ts'
import { Events } from './events.ts'
import { Curves } from './history.ts'
import { Incarnations } from './incarnations.ts'
import { Names } from './names.ts'
import { openDatabase, sizeOf } from './open.ts'
import { retain } from './retention.ts'
import { TIERS, tableOf } from './schema.ts'
import { Steps } from './steps.ts'
import type {
  Batch,
  DiskPoint,
  EngineMemory,
  EventQuery,
  HistoryQuery,
  IncarnationQuery,
  IncarnationRow,
  Limits,
  RankQuery,
  Ranks,
  StoreState,
  StoryRow,
} from './types.ts'

/** What was recorded, in one SQLite file. Every method blocks; any may throw SQLite's error. */
export class Store {
  readonly #path: string
  readonly #database: DatabaseSync
  readonly #names: Names
  readonly #steps: Steps
  readonly #events: Events
  readonly #incarnations: Incarnations
  readonly #curves: Curves

  constructor(path: string) {
    this.#path = path
    this.#database = openDatabase(path)
    this.#names = new Names(this.#database)
    this.#steps = new Steps(this.#database)
    this.#events = new Events(this.#database, this.#names)
    this.#incarnations = new Incarnations(this.#database, this.#names, this.#events)
    this.#curves = new Curves(this.#database, this.#names, this.#steps)
  }

  /** Writes all of it, or nothing. */
  write(batch: Batch): void {
    this.#database.exec('BEGIN')
    try {
      this.#apply(batch)
      this.#steps.rollUp(batch.seen / 1_000)
      this.#database.exec('COMMIT')
    } catch (error) {
      this.#names.forget()
      this.#steps.forget()
      // A failure that SQLite itself rolled back for leaves nothing to roll back.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
      throw error
    }
  }

  memory(engine: string): EngineMemory {
    const row = this.#database.prepare('SELECT * FROM engine WHERE key = ?').get(engine)
    if (!row) return { open: [] }
    return {
      ...(row.seen !== null && { seen: Number(row.seen) }),
      ...(row.last_event !== null && { lastEvent: Number(row.last_event) }),
      ...(row.started !== null && { engineStarted: Number(row.started) }),
      open: this.#incarnations.open(Number(row.id)),
    }
  }

  history(query: HistoryQuery): History {
    return this.#curves.history(query)
  }

  ranks(query: RankQuery): Ranks {
    return this.#curves.ranks(query)
  }

  events(query: EventQuery): RecordedEvent[] {
    return this.#events.read(query)
  }

  incarnations(query: IncarnationQuery): IncarnationRow[] {
    return this.#incarnations.list(query)
  }

  story(engine: string, number: number): StoryRow | undefined {
    return this.#incarnations.story(engine, number)
  }

  /** Oldest first. */
  disk(engine: string, from: number, to: number): DiskPoint[] {
    return this.#database
      .prepare('SELECT time, free, total FROM disk WHERE engine = ? AND time >= ? AND time < ? ORDER BY time')
      .all(this.#names.engine(engine), from, to)
      .map(({ time, free, total }) => ({ time: Number(time), free: Number(free), total: Number(total) }))
  }

  /** Deletes what is over the limits. */
  retain(limits: Limits): StoreState {
    retain(this.#database, limits)
    this.#names.forget()
    return this.state()
  }

  /** Deletes everything but the names of engines and of what runs. */
  forget(): StoreState {
    this.retain({
      before: Number.MAX_SAFE_INTEGER,
      fineBefore: Number.MAX_SAFE_INTEGER,
      bytes: Number.MAX_SAFE_INTEGER,
    })
    this.#steps.forget()
    this.#database.exec('PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE)')
    return this.state()
  }

  state(): StoreState {
    const oldest = TIERS.flatMap((tier) => {
      const time = this.#database.prepare(`SELECT min(time) AS time FROM ${tableOf(tier)}`).get()?.time
      return time == null ? [] : [Number(time) * 1_000]
    })
    const newest = this.#database.prepare('SELECT max(seen) AS seen FROM engine').get()?.seen
    return {
      size: sizeOf(this.#path),
      ...(oldest.length > 0 && { oldest: Math.min(...oldest) }),
      ...(newest != null && { newest: Number(newest) }),
    }
  }

  close(): void {
    this.#database.close()
  }

  #apply(batch: Batch): void {
    const engine = this.#names.engine(batch.engine)
    for (const facts of batch.facts ?? []) this.#names.describe(engine, facts)
    for (const step of batch.steps ?? []) this.#steps.write(this.#names.series(engine, step.container), step)
    for (const { container, time, bytes } of batch.limits ?? []) {
      this.#database
        .prepare('INSERT OR REPLACE INTO memory_limit (series, time, bytes) VALUES (?, ?, ?)')
        .run(this.#names.series(engine, container), time, bytes)
    }
    for (const run of batch.runs ?? []) this.#incarnations.write(engine, run)
    for (const event of batch.events ?? []) {
      const facts = batch.facts?.find((one) => 'container' in event && one.container === event.container)
      const replaces =
        event.kind === 'created'
          ? this.#events.before(engine, event.container, event.name, facts?.stack, facts?.service)
          : undefined
      this.#events.write(engine, event.kind === 'created' && replaces ? { ...event, replaces } : event)
    }
    for (const { container, time } of batch.removed ?? []) this.#incarnations.removed(engine, container, time)
    if (batch.present) this.#incarnations.onlyPresent(engine, batch.present, batch.seen)
    if (batch.disk) {
      const { time, free, total } = batch.disk
      this.#database
        .prepare('INSERT OR REPLACE INTO disk (engine, time, free, total) VALUES (?, ?, ?, ?)')
        .run(engine, time, free, total)
    }
    this.#database
      .prepare(
        'UPDATE engine SET seen = max(?, coalesce(seen, 0)), last_event = coalesce(?, last_event), started = coalesce(?, started) WHERE id = ?',
      )
      .run(batch.seen, batch.lastEvent ?? null, batch.engineStarted ?? null, engine)
  }
}
