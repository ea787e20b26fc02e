/** One filter as `docker … ls --filter` has it: `driver=bridge`. */
export type Criterion = { key: string; value: string }

/** What of a list is shown; `Use` are the choices besides `all`. */
export type ListFilter<Use extends string> = { text: string; use: Use | 'all'; criteria: readonly Criterion[] }

export const EVERYTHING: ListFilter<never> = { text: '', use: 'all', criteria: [] }

/** True when the filter may hide something. */
export function isFiltering({ text, use, criteria }: ListFilter<string>): boolean {
  return text.trim() !== '' || use !== 'all' || criteria.length > 0
}

/** The test whether every word of a search stands somewhere in what `wordsOf` says of a row, which is kept with the row. */
export function searcher<Row extends object>(
  wordsOf: (row: Row) => readonly string[],
): (search: string) => (row: Row) => boolean {
  const known = new WeakMap<Row, string>()
  const textOf = (row: Row) => {
    const text = known.get(row) ?? wordsOf(row).join('\n').toLowerCase()
    known.set(row, text)
    return text
  }
  return (search) => {
    const words = search.toLowerCase().split(/\s+/).filter(Boolean)
    return (row) => words.length === 0 || words.every((word) => textOf(row).includes(word))
  }
}

export type Labels = Readonly<Record<string, string>>

/** Labels as they are searched: `key=value`. */
export const labelWords = (labels: Labels): string[] => Object.entries(labels).map(([key, value]) => `${key}=${value}`)

/** Whether labels fit a filter `label=`: `key`, or `key=value`. */
export function labelFits(labels: Labels, wanted: string): boolean {
  const at = wanted.indexOf('=')
  const key = at < 0 ? wanted : wanted.slice(0, at)
  return Object.hasOwn(labels, key) && (at < 0 || labels[key] === wanted.slice(at + 1))
}

/** A filter's truth, as Go reads it. */
export const truth = (value: string): boolean => /^(?:1|t|true)$/i.test(value)

/** What each filter of a list lets through. */
export type Criteria<Row> = Readonly<Record<string, (row: Row, value: string) => boolean>>

/**
 * The test of criteria as the engine has it: of several labels each must fit, of several values of another filter one.
 * One that is not known lets nothing through.
 */
export function criteriaTest<Row>(criteria: readonly Criterion[], known: Criteria<Row>): (row: Row) => boolean {
  const keys = [...new Set(criteria.map(({ key }) => key))]
  return (row) =>
    keys.every((key) => {
      const values = criteria.filter((one) => one.key === key).map(({ value }) => value)
      const fits = (value: string) => known[key]?.(row, value) ?? false
      return key === 'label' ? values.every(fits) : values.some(fits)
    })
}
