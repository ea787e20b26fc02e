import type { Container, Volume } from '../../../../contract/index.ts'
import { stackOfVolume } from '../../../../contract/volume-stack.ts'
import {
  type Criterion,
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

/** The filters that are known here, which are all that engines have. */
export const CRITERIA: ReadonlySet<string> = new Set(['label', 'driver', 'name', 'dangling'])

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
  return rows.filter((row) => USES[filter.use](row) && fitsAll(row, filter.criteria) && found(row))
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

/** As the engine has it: of several names or drivers one must fit, of labels each. */
function fitsAll(row: VolumeRow, criteria: readonly Criterion[]): boolean {
  const values = (key: string) => criteria.flatMap((one) => (one.key === key ? [one.value] : []))
  const oneOf = (key: string, fits: (value: string) => boolean) => {
    const wanted = values(key)
    return wanted.length === 0 || wanted.some(fits)
  }
  const { id, driver, labels } = row.volume
  return (
    oneOf('name', (value) => id.includes(value)) &&
    oneOf('driver', (value) => driver === value) &&
    oneOf('dangling', (value) => truth(value) === (row.users.length === 0)) &&
    values('label').every((value) => labelFits(labels, value))
  )
}
