import { createColumnHelper } from '@tanstack/react-table'
import { type features, words } from '../../../components/list/use-list-model.ts'
import type { ImageRow } from './rows.ts'

const helper = createColumnHelper<typeof features, ImageRow>()

/** Images without a name come last, by whatever is sorted upwards. */
const byName = (a: ImageRow, b: ImageRow, key: 'repository' | 'tag') =>
  Number(a[key] === '') - Number(b[key] === '') || words.compare(a[key], b[key])

/** The list’s columns. What their cells look like is in cells.tsx. */
export const columns = helper.columns([
  helper.accessor('repository', {
    id: 'repository',
    header: 'Repository',
    enableHiding: false,
    sortFn: (a, b) => byName(a.original, b.original, 'repository') || byName(a.original, b.original, 'tag'),
  }),
  helper.accessor('tag', { id: 'tag', header: 'Tag', sortFn: (a, b) => byName(a.original, b.original, 'tag') }),
  helper.accessor(({ image }) => image.id, {
    id: 'image',
    header: 'Image ID',
    sortFn: (a, b) => (a.original.image.id < b.original.image.id ? -1 : 1),
  }),
  helper.accessor(({ image }) => image.created, {
    id: 'created',
    header: 'Created',
    sortFn: (a, b) => b.original.image.created - a.original.image.created,
  }),
  helper.accessor(({ image }) => image.size, {
    id: 'size',
    header: 'Size',
    sortFn: (a, b) => b.original.image.size - a.original.image.size,
  }),
  helper.accessor(({ unique = -1 }) => unique, {
    id: 'unique',
    header: 'Shared and own',
    sortFn: (a, b) => (b.original.unique ?? -1) - (a.original.unique ?? -1),
  }),
  helper.accessor(({ users }) => users.length, {
    id: 'users',
    header: 'Used by',
    sortFn: (a, b) => b.original.users.length - a.original.users.length,
  }),
])

export type ColumnId = 'repository' | 'tag' | 'image' | 'created' | 'size' | 'unique' | 'users'

/** How wide each column is, as a grid’s track. */
const TRACKS: Record<ColumnId, string> = {
  repository: 'minmax(9rem, 3fr)',
  tag: 'minmax(5rem, 1.2fr)',
  image: '7.5rem',
  created: '6rem',
  size: '5rem',
  unique: 'minmax(10rem, 1.6fr)',
  users: 'minmax(7rem, 1.6fr)',
}

export const COLUMN_IDS: readonly ColumnId[] = ['repository', 'tag', 'image', 'created', 'size', 'unique', 'users']

/** The tracks of a line with these columns, between the checkbox and the row’s menu. */
export function gridTracks(shown: readonly ColumnId[]): string {
  return ['2.25rem', ...shown.map((id) => TRACKS[id]), '4.75rem'].join(' ')
}
