import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import type { RecordedEvent } from '../../../contract/index.ts'
import { recordedEvent } from '../../../contract/recorded-event.ts'
import type { Names } from './names.ts'
import type { EventDraft, EventQuery } from './types.ts'

/** Writes and reads what happened. */
export class Events {
  readonly #database: DatabaseSync
  readonly #names: Names

  constructor(database: DatabaseSync, names: Names) {
    this.#database = database
    this.#names = names
  }

  write(engine: number, draft: EventDraft): void {
    const container = 'container' in draft ? draft.container : undefined
    const { time, ...body } = draft
    this.#database
      .prepare('INSERT INTO event (engine, time, series, body) VALUES (?, ?, ?, ?)')
      .run(engine, time, container === undefined ? null : this.#names.series(engine, container), JSON.stringify(body))
  }

  /** Oldest first; the newest `limit` of them. */
  read({ engine, from, to, containers, limit }: EventQuery): RecordedEvent[] {
    const number = this.#names.engine(engine)
    if (!containers) {
      const rows = this.#database
        .prepare(
          'SELECT id, time, body FROM event WHERE engine = ? AND time >= ? AND time < ? ORDER BY time DESC, id DESC LIMIT ?',
        )
        .all(number, from, to, limit)
      return rows.reverse().flatMap(eventOf)
    }
    const series = containers.flatMap((container) => this.#names.find(number, container) ?? [])
    const rows = this.#database
      .prepare(
        `SELECT id, time, body FROM event WHERE series IN (${series}) AND time >= ? AND time < ? ORDER BY time DESC, id DESC LIMIT ?`,
      )
      .all(from, to, limit)
    return rows.reverse().flatMap(eventOf)
  }

  /** The container that had this name, or was this service of this stack, before this one. */
  before(engine: number, container: string, name: string, stack?: string, service?: string): string | undefined {
    const row = this.#database
      .prepare(
        `SELECT container FROM series WHERE engine = ? AND container <> ? AND
(name = ? OR (stack = ? AND service = ?)) AND container <> '' ORDER BY id DESC LIMIT 1`,
      )
      .get(engine, container, name, stack ?? null, service ?? null)
    return row && String(row.container)
  }
}

/** What an older version wrote in another form is left out. */
function eventOf({ id, time, body }: Record<string, SQLOutputValue>): RecordedEvent[] {
  const parsed = recordedEvent.safeParse({ ...JSON.parse(String(body)), number: Number(id), time: Number(time) })
  return parsed.success ? [parsed.data] : []
}
