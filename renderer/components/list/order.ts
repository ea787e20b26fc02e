/**
 * The items in the order they had before, new ones at the end. Sorting what is nearly sorted compares each item about
 * once, and comparing names as people read them is what costs.
 */
export function inLastOrder<T extends { id: string }>(items: readonly T[], rank: ReadonlyMap<string, number>): T[] {
  const rankOf = ({ id }: T) => rank.get(id) ?? Number.POSITIVE_INFINITY
  return items
    .map((item) => ({ item, at: rankOf(item) }))
    .sort((a, b) => (a.at === b.at ? 0 : a.at - b.at))
    .map(({ item }) => item)
}

/** Where each row stands. */
export function ranks(rows: readonly { id: string }[]): Map<string, number> {
  return new Map(rows.map(({ id }, index) => [id, index]))
}
