/** How often what only the recorder wants is sampled; milliseconds. */
export const SLOW_MS = 10_000
/** Within its first half minute a container shows how it begins, and often how it ends. */
const YOUNG_MS = 30_000
const YOUNG_EVERY_MS = 2_000
/** Rounds lie in the middle of the recorder's steps, so that each step has one whatever delays it. */
const PHASE_MS = 3_000

/** When each container is to be sampled next. Times are milliseconds since 1970. */
export class Schedule {
  readonly #due = new Map<string, { at: number; since: number }>()

  /** Takes the containers that are to be sampled from now on. `young` ones have just been started. */
  take(ids: ReadonlySet<string>, young: ReadonlySet<string>, now: number): void {
    for (const id of this.#due.keys()) if (!ids.has(id)) this.#due.delete(id)
    for (const id of ids) {
      if (!this.#due.has(id)) this.#due.set(id, { at: now, since: young.has(id) ? now : 0 })
    }
  }

  /** When the next one is due; undefined when none is to be sampled. */
  next(): number | undefined {
    let first: number | undefined
    for (const { at } of this.#due.values()) if (first === undefined || at < first) first = at
    return first
  }

  /** Those that are due, which are due again later. */
  due(now: number): string[] {
    const due: string[] = []
    for (const [id, entry] of this.#due) {
      if (entry.at > now) continue
      due.push(id)
      const slow = Math.floor((now - PHASE_MS) / SLOW_MS + 1) * SLOW_MS + PHASE_MS
      entry.at = now - entry.since < YOUNG_MS ? Math.min(now + YOUNG_EVERY_MS, slow) : slow
    }
    return due
  }
}
