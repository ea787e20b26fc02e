/** The set with a member put in, or taken out where it was in. */
export function toggledIn<T>(set: ReadonlySet<T>, member: T): ReadonlySet<T> {
  const next = new Set(set)
  if (!next.delete(member)) next.add(member)
  return next
}

/** The set with a member put in or taken out. */
export function toggled<T>(set: ReadonlySet<T>, member: T, on: boolean): ReadonlySet<T> {
  const next = new Set(set)
  if (on) next.add(member)
  else next.delete(member)
  return next
}
