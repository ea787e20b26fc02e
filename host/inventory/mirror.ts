import { isDeepStrictEqual } from 'node:util'

/** So many removals are remembered; a reader further behind gets a snapshot. */
const REMEMBERED = 5_000

export type Patch<T> = { upsert: T[]; remove: string[] }

/** The items of one kind, each with the version at which it last changed. */
export class Mirror<T extends { id: string }> {
  readonly #items = new Map<string, { item: T; version: number }>()
  readonly #removed = new Map<string, number>()
  /** Removals up to this version are forgotten. */
  #forgotten = 0

  get(id: string): T | undefined {
    return this.#items.get(id)?.item
  }

  get size(): number {
    return this.#items.size
  }

  *values(): IterableIterator<T> {
    for (const { item } of this.#items.values()) yield item
  }

  /** Takes an item; answers whether that changed anything. */
  set(item: T, version: number): boolean {
    const known = this.#items.get(item.id)
    if (known && isDeepStrictEqual(known.item, item)) return false
    this.#items.set(item.id, { item, version })
    this.#removed.delete(item.id)
    return true
  }

  /** Drops an item; answers whether it was there. */
  delete(id: string, version: number): boolean {
    if (!this.#items.delete(id)) return false
    this.#removed.set(id, version)
    if (this.#removed.size > REMEMBERED) {
      const [oldest] = this.#removed
      if (oldest) {
        this.#removed.delete(oldest[0])
        this.#forgotten = oldest[1]
      }
    }
    return true
  }

  /** Takes a full listing; answers whether that changed anything. */
  replace(items: readonly T[], version: number): boolean {
    let changed = false
    const there = new Set(items.map(({ id }) => id))
    for (const id of [...this.#items.keys()]) {
      if (!there.has(id)) changed = this.delete(id, version) || changed
    }
    for (const item of items) changed = this.set(item, version) || changed
    return changed
  }

  /** Whether `since` can tell all that happened after that version. */
  reaches(version: number): boolean {
    return version >= this.#forgotten
  }

  /** What changed after that version. */
  since(version: number): Patch<T> {
    const upsert: T[] = []
    for (const entry of this.#items.values()) if (entry.version > version) upsert.push(entry.item)
    const remove: string[] = []
    for (const [id, at] of this.#removed) if (at > version) remove.push(id)
    return { upsert, remove }
  }

  all(): Patch<T> {
    return { upsert: [...this.values()], remove: [] }
  }
}
