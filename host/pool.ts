/** Runs `work` on every item, at most `width` at a time, and gives the results in the items' order. */
export async function pool<T, R>(items: readonly T[], width: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results = new Map<number, R>()
  const entries = items.entries()
  const lane = async () => {
    for (const [index, item] of entries) results.set(index, await work(item))
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane))
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result)
}
