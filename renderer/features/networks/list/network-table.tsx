import { useNavigate } from '@tanstack/react-router'
import { ListTable } from '../../../components/list/list-table.tsx'
import type { ListModel } from '../../../components/list/use-list-model.ts'
import { count } from '../../../lib/format.ts'
import { removeNetworks } from '../../../lib/network-asked.ts'
import type { NetworkRow } from '../members.ts'
import { NetworkMenuItems } from '../network-menu-items.tsx'
import { type ColumnId, gridTracks } from './columns.ts'
import { NetworkListRow } from './row.tsx'

type NetworkTableProps = { engine: string; model: ListModel<NetworkRow, ColumnId>; disabled: boolean }

const STACKS = { kind: 'stack', note: (rows: readonly NetworkRow[]) => count(rows.length, 'network') }

/** The networks as rows. */
export function NetworkTable({ engine, model, disabled }: NetworkTableProps) {
  const navigate = useNavigate()
  const { shown } = model
  return (
    <ListTable
      label="Networks"
      model={model}
      tracks={gridTracks(shown)}
      disabled={disabled}
      groups={STACKS}
      row={(row) => <NetworkListRow {...row} shown={shown} />}
      menu={(rows) => (
        <NetworkMenuItems engine={engine} networks={rows.map(({ network }) => network)} disabled={disabled} />
      )}
      onOpen={({ id }) => void navigate({ to: '/networks/$id', params: { id } })}
      onRemove={(rows) =>
        removeNetworks(
          engine,
          rows.map(({ network }) => network),
        )
      }
    />
  )
}
