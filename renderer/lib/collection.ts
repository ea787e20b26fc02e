/** Things by their id, with a list that stays the same object until something changes. */
export type Collection<T> = {
  byId: ReadonlyMap<string, T>
  list: readonly T[]
}

/** What came in: things that are new or changed, and ids of those that are gone. */
export type Change<T> = { upsert: readonly T[]; remove: readonly string[] }

/** A collection with nothing in it. */
export function emptyCollection<T>(): Collection<T> {
  return { byId: new Map(), list: [] }
}

/** The collection after a change; with `snapshot`, what was known before is void. The same object if nothing changed. */
export function changed<T extends { id: string }>(
  before: Collection<T>,
  change: Change<T>,
  snapshot: boolean,
): Collection<T> {
  if (!snapshot && change.upsert.length === 0 && change.remove.length === 0) return before
  const byId = new Map(snapshot ? [] : before.byId)
  for (const id of change.remove) byId.delete(id)
  for (const item of change.upsert) byId.set(item.id, item)
  return { byId, list: [...byId.values()] }
}
