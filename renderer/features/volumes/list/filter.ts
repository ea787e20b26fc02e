import type { Container, Volume } from '../../../../contract/index.ts'
import { stackOfVolume } from '../../../../contract/volume-stack.ts'
import {
  type Criteria,
  type Criterion,
  criteriaTest,
  EVERYTHING,
  isFiltering,
  type ListFilter,
  labelFits,
  labelWords,
  searcher,
  truth,
} from '../../../lib/list-filter.ts'
import { rowsOf, type VolumeRow } from './rows.ts'

/** Which lines the list shows; the criteria are as `docker volume ls --filter` has them: `label=a=b`, `driver=local`, `name=data`, `dangling=true`. */
export type Filter = ListFilter<'used' | 'unused' | 'anonymous'>

const TESTS: Criteria<VolumeRow> = {
  name: ({ volume }, value) => volume.id.includes(value),
  driver: ({ volume }, value) => volume.driver === value,
  dangling: ({ users }, value) => truth(value) === (users.length === 0),
  label: ({ volume }, value) => labelFits(volume.labels, value),
}

/** The filters that are known here, which are all that engines have. */
export const CRITERIA: ReadonlySet<string> = new Set(Object.keys(TESTS))

const finds = searcher<VolumeRow>(({ volume, users }) => {
  const who = users.flatMap(({ container, path }) => [container.name, path])
  const { id, driver, labels, options } = volume
  return [id, driver, stackOfVolume(volume) ?? '', ...labelWords(labels), ...Object.values(options), ...who]
})

const USES: Record<Filter['use'], (row: VolumeRow) => boolean> = {
  all: () => true,
  used: ({ users }) => users.length > 0,
  unused: ({ users }) => users.length === 0,
  anonymous: ({ volume }) => volume.anonymous,
}

/** The rows that a filter lets through, in their order. */
export function filtered(rows: readonly VolumeRow[], filter: Filter): readonly VolumeRow[] {
  if (!isFiltering(filter)) return rows
  const found = finds(filter.text)
  const fits = criteriaTest(filter.criteria, TESTS)
  return rows.filter((row) => USES[filter.use](row) && fits(row) && found(row))
}

/** The volumes that these filters let through. */
export function filteredVolumes(
  volumes: readonly Volume[],
  containers: readonly Container[],
  criteria: readonly Criterion[],
): Volume[] {
  const rows = rowsOf(volumes, containers, undefined, new Map())
  return filtered(rows, { ...EVERYTHING, criteria }).map(({ volume }) => volume)
}
