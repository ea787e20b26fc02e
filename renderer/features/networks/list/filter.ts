import {
  type Criteria,
  type Criterion,
  criteriaTest,
  isFiltering,
  type ListFilter,
  labelFits,
  labelWords,
  searcher,
  truth,
} from '../../../lib/list-filter.ts'
import type { NetworkRow } from '../members.ts'

/** Which lines the list shows; its criteria as `docker network ls --filter` has them: `driver=bridge`, `type=custom`. */
export type Filter = ListFilter<'used' | 'unused' | 'own'>

const finds = searcher<NetworkRow>(({ network, members }) => {
  const { name, id, driver, scope, subnets, gateways, labels } = network
  return [name, id, driver, scope, ...subnets, ...gateways, ...labelWords(labels), ...members.map((one) => one.name)]
})

const USES: Record<Filter['use'], (row: NetworkRow) => boolean> = {
  all: () => true,
  used: ({ members }) => members.length > 0,
  unused: ({ members, network }) => members.length === 0 && !network.builtIn,
  own: ({ network }) => !network.builtIn,
}

/** The lines that a filter lets through, in their order. */
export function filtered(rows: readonly NetworkRow[], filter: Filter): readonly NetworkRow[] {
  if (!isFiltering(filter)) return rows
  const found = finds(filter.text)
  const fits = networkTest(filter.criteria)
  return rows.filter((row) => USES[filter.use](row) && fits(row) && found(row))
}

const TESTS: Criteria<NetworkRow> = {
  name: ({ network }, value) => matches(network.name, value),
  id: ({ network }, value) => matches(network.id, value),
  driver: ({ network }, value) => network.driver === value,
  scope: ({ network }, value) => network.scope === value,
  type: ({ network }, value) => value === (network.builtIn ? 'builtin' : 'custom'),
  label: ({ network }, value) => labelFits(network.labels, value),
  dangling: ({ network, members }, value) => (members.length === 0 && !network.builtIn) === truth(value),
}

/** The filters of `docker network ls`. */
export const isCriterion = ({ key }: Criterion): boolean => Object.hasOwn(TESTS, key)

/** The test of these filters. */
export const networkTest = (criteria: readonly Criterion[]): ((row: NetworkRow) => boolean) =>
  criteriaTest(criteria, TESTS)

/** The engine takes these filters as regular expressions. */
function matches(text: string, pattern: string): boolean {
  try {
    return new RegExp(pattern).test(text)
  } catch {
    // Go’s expressions and JavaScript’s differ; what only Go can read is searched as text.
    return text.includes(pattern)
  }
}
