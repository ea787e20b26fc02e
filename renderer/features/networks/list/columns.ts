import { createColumnHelper } from '@tanstack/react-table'
import { type features, words } from '../../../components/list/use-list-model.ts'
import type { NetworkRow } from '../members.ts'

const helper = createColumnHelper<typeof features, NetworkRow>()

const byText = (of: (row: NetworkRow) => string) => (a: { original: NetworkRow }, b: { original: NetworkRow }) =>
  words.compare(of(a.original), of(b.original)) || words.compare(a.original.network.name, b.original.network.name)

/** What it is besides its driver, in words. */
export function traits({ network }: NetworkRow): string[] {
  return [
    ...(network.internal ? ['Internal'] : []),
    ...(network.attachable ? ['Attachable'] : []),
    ...(network.ipv6 ? ['IPv6'] : []),
  ]
}

/** The list’s columns. What their cells look like is in cells.tsx. */
export const columns = helper.columns([
  helper.accessor(({ network }) => network.name, {
    id: 'name',
    header: 'Name',
    enableHiding: false,
    sortFn: byText(({ network }) => network.name),
  }),
  helper.accessor(({ network }) => network.driver, {
    id: 'driver',
    header: 'Driver',
    sortFn: byText(({ network }) => network.driver),
  }),
  helper.accessor(({ network }) => network.scope, {
    id: 'scope',
    header: 'Scope',
    sortFn: byText(({ network }) => network.scope),
  }),
  helper.accessor(({ network }) => network.subnets[0] ?? '', {
    id: 'subnet',
    header: 'Subnet',
    sortFn: byText(({ network }) => network.subnets[0] ?? ''),
  }),
  helper.accessor(({ network }) => network.gateways[0] ?? '', {
    id: 'gateway',
    header: 'Gateway',
    sortFn: byText(({ network }) => network.gateways[0] ?? ''),
  }),
  helper.accessor((row) => traits(row).join(), {
    id: 'traits',
    header: 'Properties',
    sortFn: byText((row) => traits(row).join()),
  }),
  helper.accessor(({ members }) => members.length, {
    id: 'members',
    header: 'Containers',
    sortFn: (a, b) => b.original.members.length - a.original.members.length,
  }),
  helper.accessor(({ network }) => network.created, {
    id: 'created',
    header: 'Created',
    sortFn: (a, b) => b.original.network.created - a.original.network.created,
  }),
])

export type ColumnId = 'name' | 'driver' | 'scope' | 'subnet' | 'gateway' | 'traits' | 'members' | 'created'

/** How wide each column is, as a grid’s track. */
const TRACKS: Record<ColumnId, string> = {
  name: 'minmax(10rem, 2.4fr)',
  driver: '5rem',
  scope: '4.5rem',
  subnet: 'minmax(9rem, 1.3fr)',
  gateway: 'minmax(8rem, 1fr)',
  traits: 'minmax(6rem, 1fr)',
  members: 'minmax(10rem, 2fr)',
  created: '6rem',
}

export const COLUMN_IDS: readonly ColumnId[] = [
  'name',
  'driver',
  'scope',
  'subnet',
  'gateway',
  'traits',
  'members',
  'created',
]

/** The tracks of a line with these columns, between the checkbox and the row’s menu. */
export function gridTracks(shown: readonly ColumnId[]): string {
  return ['2.25rem', ...shown.map((id) => TRACKS[id]), '3rem'].join(' ')
}
