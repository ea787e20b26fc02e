import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { z } from 'zod'
import { causeOfDeath } from '../../../contract/cause.ts'
import { logLine } from '../../../contract/logs.ts'
import { problemSchema } from '../../../contract/problem.ts'
import type { Events } from './events.ts'
import type { Names } from './names.ts'
import type { IncarnationQuery, IncarnationRow, Run, StoryRow } from './types.ts'

/** What lies so near to an end may have to do with it; milliseconds. */
const NEAR_MS = 60_000
const MOST_EVENTS = 500

const FIELDS = `i.id, i.started, i.ended, i.cause, coalesce(nullif(i.name, ''), s.name) AS name,
coalesce(nullif(i.image, ''), s.image) AS image, s.container, s.stack, s.service, s.removed`

/** Writes and reads the runs of containers. */
export class Incarnations {
  readonly #database: DatabaseSync
  readonly #names: Names
  readonly #events: Events

  constructor(database: DatabaseSync, names: Names, events: Events) {
    this.#database = database
    this.#names = names
    this.#events = events
  }

  write(engine: number, { container, started, ended, cause, lines, linesProblem, memoryLimit }: Run): void {
    const series = this.#names.series(engine, container)
    this.#database
      .prepare(
        `INSERT INTO incarnation (series, started, name, image) SELECT id, ?, name, image FROM series WHERE id = ?
ON CONFLICT DO NOTHING`,
      )
      .run(started, series)
    this.#database
      .prepare(
        `UPDATE incarnation SET ended = coalesce(?, ended), cause = coalesce(?, cause), lines = coalesce(?, lines),
lines_problem = coalesce(?, lines_problem), memory_limit = coalesce(?, memory_limit) WHERE series = ? AND started = ?`,
      )
      .run(
        ended ?? null,
        cause ? JSON.stringify(cause) : null,
        lines ? deflateRawSync(JSON.stringify(lines)) : null,
        linesProblem ? JSON.stringify(linesProblem) : null,
        memoryLimit ?? null,
        series,
        started,
      )
  }

  removed(engine: number, container: string, time: number): void {
    const series = this.#names.find(engine, container)
    if (series === undefined) return
    this.#database.prepare('UPDATE series SET removed = ? WHERE id = ?').run(time, series)
  }

  /** Of the others it is only known that they are gone. */
  onlyPresent(engine: number, containers: readonly string[], time: number): void {
    this.#database
      .prepare(
        `UPDATE series SET removed = ? WHERE engine = ? AND removed IS NULL AND container <> ''
AND container NOT IN (SELECT value FROM json_each(?))`,
      )
      .run(time, engine, JSON.stringify(containers))
  }

  /** Newest first. */
  list({ engine, container, ended, search, since, limit }: IncarnationQuery): IncarnationRow[] {
    const like = search === undefined ? null : `%${search.replace(/[\\%_]/g, '\\$&')}%`
    return this.#database
      .prepare(
        `SELECT ${FIELDS} FROM incarnation i JOIN series s ON s.id = i.series WHERE s.engine = $engine
AND ($container IS NULL OR s.container = $container OR s.name = $container)
AND (NOT $ended OR i.ended IS NOT NULL) AND ($since IS NULL OR i.ended IS NULL OR i.ended >= $since)
AND ($like IS NULL OR s.name LIKE $like ESCAPE '\\' OR i.name LIKE $like ESCAPE '\\' OR s.image LIKE $like ESCAPE '\\' OR s.stack LIKE $like ESCAPE '\\')
ORDER BY i.started DESC, i.id DESC LIMIT $limit`,
      )
      .all({
        $engine: this.#names.engine(engine),
        $container: container ?? null,
        $ended: ended ? 1 : 0,
        $since: since ?? null,
        $like: like,
        $limit: limit,
      })
      .map(incarnationOf)
  }

  /** Undefined when it is not kept any more. */
  story(engine: string, number: number): StoryRow | undefined {
    const row = this.#database
      .prepare(
        `SELECT ${FIELDS}, i.series, i.lines, i.lines_problem, i.memory_limit FROM incarnation i
JOIN series s ON s.id = i.series WHERE i.id = ? AND s.engine = ?`,
      )
      .get(number, this.#names.engine(engine))
    if (!row) return undefined
    const incarnation = incarnationOf(row)
    const { container, started, ended } = incarnation
    const around = { engine, limit: MOST_EVENTS }
    const end = ended ?? Number.MAX_SAFE_INTEGER - NEAR_MS
    const timeline = this.#events.read({
      ...around,
      from: started - NEAR_MS,
      to: end + NEAR_MS,
      containers: [container],
    })
    const near = ended === undefined ? [] : this.#events.read({ ...around, from: ended - NEAR_MS, to: ended + NEAR_MS })
    const problem = row.lines_problem === null ? undefined : problemSchema.parse(JSON.parse(String(row.lines_problem)))
    const [previous, next] = [this.#beside(row, '<', 'DESC'), this.#beside(row, '>', 'ASC')]
    return {
      incarnation,
      timeline,
      neighbours: near.filter((event) => !('container' in event) || event.container !== container),
      lines: row.lines instanceof Uint8Array ? linesOf(row.lines) : [],
      ...(problem && { linesProblem: problem }),
      ...(row.memory_limit !== null && { memoryLimit: Number(row.memory_limit) }),
      ...(previous !== undefined && { previous }),
      ...(next !== undefined && { next }),
    }
  }

  /** Runs that have not ended, as far as is known. */
  open(engine: number): Array<{ container: string; name: string; started: number; memoryLimit?: number }> {
    return this.#database
      .prepare(
        `SELECT s.container, s.name, i.started, i.memory_limit FROM incarnation i JOIN series s ON s.id = i.series
WHERE s.engine = ? AND i.ended IS NULL`,
      )
      .all(engine)
      .map(({ container, name, started, memory_limit }) => ({
        container: String(container),
        name: String(name),
        started: Number(started),
        ...(memory_limit !== null && { memoryLimit: Number(memory_limit) }),
      }))
  }

  /** The run before or after, of the same container or another of its name. */
  #beside(row: Record<string, SQLOutputValue>, than: '<' | '>', order: 'ASC' | 'DESC'): number | undefined {
    const found = this.#database
      .prepare(
        `SELECT i.id FROM incarnation i JOIN series s ON s.id = i.series
WHERE (i.series = $series OR (s.engine = (SELECT engine FROM series WHERE id = $series) AND s.name = $name AND s.name <> ''))
AND i.started ${than} $started ORDER BY i.started ${order} LIMIT 1`,
      )
      .get({ $series: Number(row.series), $name: String(row.name), $started: Number(row.started) })
    return found && Number(found.id)
  }
}

function incarnationOf(row: Record<string, SQLOutputValue>): IncarnationRow {
  const parsed = row.cause === null ? undefined : causeOfDeath.safeParse(JSON.parse(String(row.cause))).data
  return {
    number: Number(row.id),
    container: String(row.container),
    name: String(row.name),
    image: String(row.image),
    ...(row.stack !== null && { stack: String(row.stack) }),
    ...(row.service !== null && { service: String(row.service) }),
    started: Number(row.started),
    ...(row.ended !== null && { ended: Number(row.ended) }),
    cause: parsed ?? { kind: row.ended === null ? 'running' : 'unknown' },
    removed: row.removed !== null,
  }
}

const linesOf = (packed: Uint8Array) => z.array(logLine).parse(JSON.parse(inflateRawSync(packed).toString('utf8')))
