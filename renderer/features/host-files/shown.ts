import type { HostEntry } from '../../../contract/index.ts'

/** The entries that fit what is looked for; names that begin with it come first. Hidden ones only when asked for. */
export function shownEntries(entries: readonly HostEntry[], filter: string, hidden: boolean): readonly HostEntry[] {
  const wanted = filter.trim().toLowerCase()
  const seen = entries.filter((entry) => hidden || !entry.hidden || (wanted.startsWith('.') && wanted !== '.'))
  if (wanted === '') return seen
  const begins = (entry: HostEntry) => entry.name.toLowerCase().startsWith(wanted)
  const fit = seen.filter(({ name }) => name.toLowerCase().includes(wanted))
  return [...fit.filter(begins), ...fit.filter((entry) => !begins(entry))]
}

/** The last part of a path; the whole where it has no parts. */
export function baseName(path: string): string {
  return /[^/\\]+(?=[/\\]*$)/.exec(path)?.[0] ?? path
}
