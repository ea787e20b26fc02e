import { createColumnHelper } from '@tanstack/react-table'
import { type features, words } from '../../../components/list/use-list-model.ts'
import type { VolumeRow } from './rows.ts'

const helper = createColumnHelper<typeof features, VolumeRow>()

/** Anonymous volumes come after those that a person named. */
const byName = (a: VolumeRow, b: VolumeRow) =>
  Number(a.volume.anonymous) - Number(b.volume.anonymous) || words.compare(a.id, b.id)

/** The list’s columns. What their cells look like is in cells.tsx. */
export const columns = helper.columns([
  helper.accessor('id', {
    id: 'name',
    header: 'Name',
    enableHiding: false,
    sortFn: (a, b) => byName(a.original, b.original),
  }),
  helper.accessor(({ users }) => users.length, {
    id: 'users',
    header: 'Used by',
    sortFn: (a, b) => b.original.users.length - a.original.users.length,
  }),
  helper.accessor(({ size = -1 }) => size, {
    id: 'size',
    header: 'Size',
    sortFn: (a, b) => (b.original.size ?? -1) - (a.original.size ?? -1),
  }),
  helper.accessor(({ volume }) => volume.driver, {
    id: 'driver',
    header: 'Driver',
    sortFn: (a, b) => words.compare(a.original.volume.driver, b.original.volume.driver),
  }),
  helper.accessor(({ volume }) => volume.created ?? 0, {
    id: 'created',
    header: 'Created',
    sortFn: (a, b) => (b.original.volume.created ?? 0) - (a.original.volume.created ?? 0),
  }),
])

export type ColumnId = 'name' | 'users' | 'size' | 'driver' | 'created'

/** How wide each column is, as a grid’s track. */
const TRACKS: Record<ColumnId, string> = {
  name: 'minmax(10rem, 2fr)',
  users: 'minmax(12rem, 2.4fr)',
  size: '5.5rem',
  driver: 'minmax(5rem, 0.8fr)',
  created: '6rem',
}

export const COLUMN_IDS: readonly ColumnId[] = ['name', 'users', 'size', 'driver', 'created']

/** The tracks of a line with these columns, between the checkbox and the row’s menu. */
export function gridTracks(shown: readonly ColumnId[]): string {
  return ['2.25rem', ...shown.map((id) => TRACKS[id]), '2.75rem'].join(' ')
}
