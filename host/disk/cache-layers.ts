import type { Layer } from '../images/index.ts'
import type { Df } from './df.ts'

type Entry = NonNullable<Df['BuildCache']>[number]

export const parentsOf = ({ Parents, Parent }: Entry): readonly string[] => Parents ?? (Parent ? [Parent] : [])

/**
 * Which layer of an image each entry of the build cache is that images share, by the entry’s id. The engine does not
 * tell: it is found by their sizes, in the order in which they lie on one another. An entry for an image that was there
 * before stands for all of its layers, with a size of 0; it is found by what was built on it, or left out.
 */
export function sharedLayers(entries: readonly Entry[], layers: ReadonlyMap<string, Layer>): Map<string, string> {
  const shared = entries.filter(({ Shared }) => Shared)
  const ids = new Set(shared.map(({ ID }) => ID))
  const children = new Map<string, Entry[]>()
  for (const entry of shared) for (const id of parentsOf(entry)) add(children, id, entry)
  const above = new Map<string, string[]>()
  for (const [key, { below }] of layers) if (below !== undefined) add(above, below, key)

  const known = new Map<string, number>()
  /** How many entries fit when this one is that layer: itself, and what lies on it; 0 when it does not fit. */
  const fitting = (entry: Entry, key: string): number => {
    const whole = isWholeImage(entry)
    if (!whole && layers.get(key)?.size !== entry.Size) return 0
    const name = `${entry.ID} ${key}`
    const before = known.get(name)
    if (before !== undefined) return before
    const rest = (children.get(entry.ID) ?? []).reduce((sum, child) => sum + best(child, above.get(key) ?? []).fits, 0)
    known.set(name, rest + 1)
    return rest + 1
  }
  const best = (entry: Entry, keys: Iterable<string>) => {
    let found: { key: string | undefined; fits: number } = { key: undefined, fits: 0 }
    for (const key of keys) {
      const fits = fitting(entry, key)
      if (fits > found.fits) found = { key, fits }
    }
    return found
  }
  const matched = new Map<string, string>()
  const take = (entry: Entry, keys: Iterable<string>) => {
    const { key, fits } = best(entry, keys)
    if (key === undefined || (isWholeImage(entry) && fits === 1 && layers.size > 1)) return
    matched.set(entry.ID, key)
    for (const child of children.get(entry.ID) ?? []) take(child, above.get(key) ?? [])
  }
  for (const entry of shared) {
    if (parentsOf(entry).some((id) => ids.has(id))) continue
    // A layer with others below it can’t be the lowest, unless it is a whole image.
    const lowest = isWholeImage(entry) ? layers.keys() : [...layers].flatMap(([key, { below }]) => (below ? [] : [key]))
    take(entry, lowest)
  }
  return matched
}

const isWholeImage = (entry: Entry): boolean => parentsOf(entry).length === 0 && entry.Size === 0

/** These layers, and all that they lie on. */
export function withBelow(keys: Iterable<string>, layers: ReadonlyMap<string, Layer>): Set<string> {
  const all = new Set<string>()
  for (const key of keys) {
    for (let at: string | undefined = key; at !== undefined && !all.has(at); at = layers.get(at)?.below) all.add(at)
  }
  return all
}

function add<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}
