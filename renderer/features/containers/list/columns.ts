import { createColumnHelper } from '@tanstack/react-table'
import type { Container } from '../../../../contract/index.ts'
import { type features, words } from '../../../components/list/use-list-model.ts'
import { stateWords } from '../state-words.ts'

const helper = createColumnHelper<typeof features, Container>()

/** The list’s columns. What their cells look like is in cells.tsx. */
export const columns = helper.columns([
  helper.accessor('name', {
    id: 'name',
    header: 'Name',
    enableHiding: false,
    sortFn: (a, b) => words.compare(a.original.name, b.original.name),
  }),
  helper.accessor('image', {
    id: 'image',
    header: 'Image',
    sortFn: (a, b) => words.compare(a.original.image, b.original.image),
  }),
  helper.accessor(stateWords, {
    id: 'state',
    header: 'State',
    sortFn: (a, b) => words.compare(stateWords(a.original), stateWords(b.original)),
  }),
  helper.accessor((container) => firstPort(container), {
    id: 'ports',
    header: 'Ports',
    sortFn: (a, b) => firstPort(a.original) - firstPort(b.original),
  }),
  helper.accessor('created', {
    id: 'created',
    header: 'Created',
    sortFn: (a, b) => b.original.created - a.original.created,
  }),
  helper.display({ id: 'cpu', header: 'CPU' }),
  helper.display({ id: 'memory', header: 'Memory' }),
])

/** Containers without a port come last. */
function firstPort({ ports }: Container): number {
  return Math.min(Number.MAX_SAFE_INTEGER, ...ports.flatMap((port) => port.public ?? []))
}

export type ColumnId = 'name' | 'image' | 'state' | 'ports' | 'created' | 'cpu' | 'memory'

/** How wide each column is, as a grid’s track. */
const TRACKS: Record<ColumnId, string> = {
  name: 'minmax(9rem, 3fr)',
  image: 'minmax(7rem, 2fr)',
  state: '10.75rem',
  ports: 'minmax(10rem, 2fr)',
  created: '6rem',
  cpu: '7rem',
  memory: '7.75rem',
}

export const COLUMN_IDS: readonly ColumnId[] = ['name', 'image', 'state', 'ports', 'created', 'cpu', 'memory']

/** The tracks of a line with these columns, between the checkbox and the row’s menu. */
export function gridTracks(shown: readonly ColumnId[]): string {
  return ['2.25rem', ...shown.map((id) => TRACKS[id]), '4.75rem'].join(' ')
}
