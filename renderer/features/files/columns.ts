import { createColumnHelper, type SortingState } from '@tanstack/react-table'
import { type features, words } from '../../components/list/use-list-model.ts'
import { createStore } from '../../lib/store.ts'
import { type FileRow, isFolder } from './where.ts'

const helper = createColumnHelper<typeof features, FileRow>()

const byName = (a: FileRow, b: FileRow) =>
  Number(isFolder(b)) - Number(isFolder(a)) || words.compare(a.name, b.name) || (a.name < b.name ? -1 : 1)

/** The list’s columns; folders come first, by name. */
export const columns = helper.columns([
  helper.accessor('name', {
    id: 'name',
    header: 'Name',
    enableHiding: false,
    sortFn: (a, b) => byName(a.original, b.original),
  }),
  helper.accessor('size', { id: 'size', header: 'Size', sortFn: (a, b) => b.original.size - a.original.size }),
  helper.accessor('modified', {
    id: 'modified',
    header: 'Changed',
    sortFn: (a, b) => b.original.modified - a.original.modified,
  }),
  helper.accessor('mode', { id: 'mode', header: 'Mode', sortFn: (a, b) => a.original.mode - b.original.mode }),
  helper.accessor('uid', {
    id: 'owner',
    header: 'Owner',
    sortFn: (a, b) => a.original.uid - b.original.uid || a.original.gid - b.original.gid,
  }),
])

export type ColumnId = 'name' | 'size' | 'modified' | 'mode' | 'owner'
export const COLUMN_IDS: readonly ColumnId[] = ['name', 'size', 'modified', 'mode', 'owner']

const TRACKS: Record<ColumnId, string> = {
  name: 'minmax(9rem, 1fr)',
  size: '5.5rem',
  modified: '12.5rem',
  mode: '7rem',
  owner: '6rem',
}

/** The tracks of a line with these columns, between the checkbox and the row’s menu. */
export const gridTracks = (shown: readonly ColumnId[]): string =>
  ['2.25rem', ...shown.map((id) => TRACKS[id]), '2.75rem'].join(' ')

/** What is left out where the list is narrow. */
export const hiddenAt = (width: number): readonly ColumnId[] =>
  width < 300
    ? ['size', 'modified', 'mode', 'owner']
    : width < 460
      ? ['modified', 'mode', 'owner']
      : width < 640
        ? ['mode', 'owner']
        : width < 760
          ? ['owner']
          : NONE
const NONE: readonly ColumnId[] = []

export const fileSorting = createStore<SortingState>([{ id: 'name', desc: false }])
export const noFolds = createStore<ReadonlySet<string>>(new Set())
