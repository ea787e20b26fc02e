import type { DatabaseSync } from 'node:sqlite'
import type { ContainerFacts } from './types.ts'

/** Of an engine's sum over all containers. */
export const SUM = ''

/** The numbers by which the tables name engines and containers. */
export class Names {
  readonly #database: DatabaseSync
  readonly #engines = new Map<string, number>()
  readonly #series = new Map<string, number>()

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  /** The engine's number; makes one when there is none. */
  engine(key: string): number {
    const known = this.#engines.get(key)
    if (known !== undefined) return known
    this.#database.prepare('INSERT INTO engine (key) VALUES (?) ON CONFLICT DO NOTHING').run(key)
    const number = Number(this.#database.prepare('SELECT id FROM engine WHERE key = ?').get(key)?.id)
    this.#engines.set(key, number)
    return number
  }

  /** The container's number; makes one when there is none. */
  series(engine: number, container: string): number {
    const key = `${engine} ${container}`
    const known = this.#series.get(key)
    if (known !== undefined) return known
    this.#database
      .prepare('INSERT INTO series (engine, container) VALUES (?, ?) ON CONFLICT DO NOTHING')
      .run(engine, container)
    const number = this.find(engine, container) ?? Number.NaN
    this.#series.set(key, number)
    return number
  }

  /** The container's number, if it is known. */
  find(engine: number, container: string): number | undefined {
    const row = this.#database
      .prepare('SELECT id FROM series WHERE engine = ? AND container = ?')
      .get(engine, container)
    return row && Number(row.id)
  }

  describe(engine: number, { container, name, image, stack, service }: ContainerFacts): void {
    const series = this.series(engine, container)
    this.#database
      .prepare('UPDATE series SET name = ?, image = ?, stack = ?, service = ?, removed = NULL WHERE id = ?')
      .run(name, image, stack ?? null, service ?? null, series)
    this.#database
      .prepare('UPDATE incarnation SET name = ?, image = ? WHERE series = ? AND ended IS NULL')
      .run(name, image, series)
  }

  /** After a writing that was undone, or names that were deleted: nothing is known any more. */
  forget(): void {
    this.#engines.clear()
    this.#series.clear()
  }
}
