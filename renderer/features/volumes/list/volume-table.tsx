import { useNavigate } from '@tanstack/react-router'
import { ListTable } from '../../../components/list/list-table.tsx'
import type { ListModel } from '../../../components/list/use-list-model.ts'
import { count, size } from '../../../lib/format.ts'
import { removeVolumes } from '../removing.ts'
import { VolumeMenuItems } from '../volume-menu-items.tsx'
import { type ColumnId, gridTracks } from './columns.ts'
import { VolumeListRow } from './row.tsx'
import type { VolumeRow } from './rows.ts'

type VolumeTableProps = {
  engine: string
  model: ListModel<VolumeRow, ColumnId>
  disabled: boolean
  measuring: boolean
}

const STACKS = {
  kind: 'stack',
  note: (rows: readonly VolumeRow[]) => {
    const bytes = rows.reduce((sum, row) => sum + (row.size ?? 0), 0)
    return `${count(rows.length, 'volume')}${bytes > 0 ? `, ${size(bytes)}` : ''}`
  },
}

/** The volumes as rows. */
export function VolumeTable({ engine, model, disabled, measuring }: VolumeTableProps) {
  const navigate = useNavigate()
  const { shown } = model
  return (
    <ListTable
      label="Volumes"
      model={model}
      tracks={gridTracks(shown)}
      disabled={disabled}
      groups={STACKS}
      row={(row) => <VolumeListRow {...row} shown={shown} measuring={measuring} />}
      menu={(rows) => <VolumeMenuItems engine={engine} rows={rows} disabled={disabled} />}
      onOpen={({ id }) => void navigate({ to: '/volumes/$name', params: { name: id } })}
      onRemove={(rows) =>
        removeVolumes(
          engine,
          rows.map(({ id }) => id),
        )
      }
    />
  )
}
