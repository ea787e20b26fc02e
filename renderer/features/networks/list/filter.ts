import type { Network } from '../../../../contract/index.ts'
import type { NetworkRow } from '../members.ts'

export type Use = 'all' | 'used' | 'unused' | 'own'

/** Which lines the list shows. */
export type Filter = {
  text: string
  use: Use
  /** As `docker network ls --filter` has them: `driver=bridge`, `label=a=b`, `type=custom`. */
  criteria: readonly Criterion[]
}
export type Criterion = { key: string; value: string }

export const EVERYTHING: Filter = { text: '', use: 'all', criteria: [] }

/** True when the filter may hide something. */
export function isFiltering({ text, use, criteria }: Filter): boolean {
  return text.trim() !== '' || use !== 'all' || criteria.length > 0
}

const searchable = new WeakMap<NetworkRow, string>()

function searchText(row: NetworkRow): string {
  const known = searchable.get(row)
  if (known !== undefined) return known
  const { name, id, driver, scope, subnets, gateways, labels } = row.network
  const words = Object.entries(labels).map(([key, value]) => `${key}=${value}`)
  const text = [name, id, driver, scope, ...subnets, ...gateways, ...words, ...row.members.map((one) => one.name)]
    .join('\n')
    .toLowerCase()
  searchable.set(row, text)
  return text
}

const USES: Record<Use, (row: NetworkRow) => boolean> = {
  all: () => true,
  used: ({ members }) => members.length > 0,
  unused: ({ members, network }) => members.length === 0 && !network.builtIn,
  own: ({ network }) => !network.builtIn,
}

/** The lines that a filter lets through, in their order. */
export function filtered(rows: readonly NetworkRow[], filter: Filter): readonly NetworkRow[] {
  if (!isFiltering(filter)) return rows
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean)
  const fits = criteriaTest(filter.criteria)
  return rows.filter(
    (row) => USES[filter.use](row) && fits(row) && words.every((word) => searchText(row).includes(word)),
  )
}

const TESTS: Record<string, (row: NetworkRow, value: string) => boolean> = {
  name: ({ network }, value) => matches(network.name, value),
  id: ({ network }, value) => matches(network.id, value),
  driver: ({ network }, value) => network.driver === value,
  scope: ({ network }, value) => network.scope === value,
  type: ({ network }, value) => value === (network.builtIn ? 'builtin' : 'custom'),
  label: ({ network }, value) => labelFits(network, value),
  dangling: ({ network, members }, value) => (members.length === 0 && !network.builtIn) === truth(value),
}

/** The filters of `docker network ls`. */
export const isCriterion = ({ key }: Criterion): boolean => Object.hasOwn(TESTS, key)

/** As the engine has it: of several labels each must fit, of several values of another filter one. */
export function criteriaTest(criteria: readonly Criterion[]): (row: NetworkRow) => boolean {
  const keys = [...new Set(criteria.map(({ key }) => key))]
  return (row) =>
    keys.every((key) => {
      const values = criteria.filter((one) => one.key === key).map(({ value }) => value)
      const fits = (value: string) => TESTS[key]?.(row, value) ?? false
      return key === 'label' ? values.every(fits) : values.some(fits)
    })
}

const truth = (value: string): boolean => /^(?:1|t|true)$/i.test(value)

function labelFits({ labels }: Network, wanted: string): boolean {
  const at = wanted.indexOf('=')
  const key = at < 0 ? wanted : wanted.slice(0, at)
  return Object.hasOwn(labels, key) && (at < 0 || labels[key] === wanted.slice(at + 1))
}

/** The engine takes these filters as regular expressions. */
function matches(text: string, pattern: string): boolean {
  try {
    return new RegExp(pattern).test(text)
  } catch {
    // Go’s expressions and JavaScript’s differ; what only Go can read is searched as text.
    return text.includes(pattern)
  }
}
