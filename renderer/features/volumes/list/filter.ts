import type { Container, Volume } from '../../../../contract/index.ts'
import { stackOfVolume } from '../../../../contract/volume-stack.ts'
import { rowsOf, type VolumeRow } from './rows.ts'

export type Use = 'all' | 'used' | 'unused' | 'anonymous'

/** Which rows the list shows. */
export type Filter = {
  text: string
  use: Use
  /** As `docker volume ls --filter` has them: `label=a=b`, `driver=local`, `name=data`, `dangling=true`. */
  criteria: readonly Criterion[]
}
export type Criterion = { key: string; value: string }

export const EVERYTHING: Filter = { text: '', use: 'all', criteria: [] }

/** The filters that are known here, which are all that engines have. */
export const CRITERIA: ReadonlySet<string> = new Set(['label', 'driver', 'name', 'dangling'])

/** True when the filter may hide something. */
export function isFiltering({ text, use, criteria }: Filter): boolean {
  return text.trim() !== '' || use !== 'all' || criteria.length > 0
}

const searchable = new WeakMap<VolumeRow, string>()

function searchText(row: VolumeRow): string {
  const known = searchable.get(row)
  if (known !== undefined) return known
  const { volume, users } = row
  const labels = Object.entries(volume.labels).map(([key, value]) => `${key}=${value}`)
  const options = Object.values(volume.options)
  const who = users.flatMap(({ container, path }) => [container.name, path])
  const text = [volume.id, volume.driver, stackOfVolume(volume) ?? '', ...labels, ...options, ...who]
    .join('\n')
    .toLowerCase()
  searchable.set(row, text)
  return text
}

const USES: Record<Use, (row: VolumeRow) => boolean> = {
  all: () => true,
  used: ({ users }) => users.length > 0,
  unused: ({ users }) => users.length === 0,
  anonymous: ({ volume }) => volume.anonymous,
}

/** The rows that a filter lets through, in their order. */
export function filtered(rows: readonly VolumeRow[], filter: Filter): readonly VolumeRow[] {
  if (!isFiltering(filter)) return rows
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean)
  return rows.filter(
    (row) =>
      USES[filter.use](row) && fitsAll(row, filter.criteria) && words.every((word) => searchText(row).includes(word)),
  )
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
    oneOf('dangling', (value) => /^(?:1|t|true)$/i.test(value) === (row.users.length === 0)) &&
    values('label').every((value) => labelFits(labels, value))
  )
}

function labelFits(labels: Readonly<Record<string, string>>, wanted: string): boolean {
  const at = wanted.indexOf('=')
  const key = at < 0 ? wanted : wanted.slice(0, at)
  return Object.hasOwn(labels, key) && (at < 0 || labels[key] === wanted.slice(at + 1))
}
