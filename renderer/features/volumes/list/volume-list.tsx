import { Archive, Database, SearchX, Trash2 } from 'lucide-react'
import { useMemo, useRef } from 'react'
import { removeVolumesCommand } from '../../../../contract/volume-commands.ts'
import { stackOfVolume } from '../../../../contract/volume-stack.ts'
import { Button } from '../../../components/button.tsx'
import { CommandLine } from '../../../components/command-line.tsx'
import { CommandTip } from '../../../components/command-tip.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { SelectionBar } from '../../../components/list/selection-bar.tsx'
import { useListModel } from '../../../components/list/use-list-model.ts'
import { useContainers, useVolumes } from '../../../lib/inventory.ts'
import { EVERYTHING } from '../../../lib/list-filter.ts'
import { useSettings } from '../../../lib/settings.ts'
import { useStore } from '../../../lib/store.ts'
import { askVolumes } from '../ask/asked.ts'
import { removeVolumes } from '../removing.ts'
import { useOrigins } from '../use-origins.ts'
import type { useVolumeSizes } from '../use-sizes.ts'
import { COLUMN_IDS, columns } from './columns.ts'
import { filtered } from './filter.ts'
import { foldedStacks, listFilter, listSorting } from './list-state.ts'
import { rowsOf, type VolumeRow } from './rows.ts'
import { Toolbar } from './toolbar.tsx'
import { VolumeTable } from './volume-table.tsx'

const groupOf = ({ volume }: VolumeRow) => stackOfVolume(volume)

type VolumeListProps = { engine: string; disabled: boolean; measured: ReturnType<typeof useVolumeSizes> }

/** The volumes as a table, with search, filters and what can be done to several. */
export function VolumeList({ engine, disabled, measured }: VolumeListProps) {
  const volumes = useVolumes(engine)
  const containers = useContainers(engine)
  const origins = useOrigins(engine, volumes)
  const before = useRef<ReadonlyMap<string, VolumeRow>>(new Map())
  const rows = useMemo(() => {
    const next = rowsOf(volumes, containers, measured.sizes, before.current, origins)
    before.current = new Map(next.map((row) => [row.id, row]))
    return next
  }, [volumes, containers, measured.sizes, origins])
  const filter = useStore(listFilter)
  const shown = useMemo(() => filtered(rows, filter), [rows, filter])
  const { hiddenColumns, groupByStack } = useSettings().volumes
  const model = useListModel({
    items: shown,
    columns,
    columnIds: COLUMN_IDS,
    hiddenColumns,
    sorting: listSorting,
    groupOf: groupByStack ? groupOf : undefined,
    folded: foldedStacks,
  })
  const search = useRef<HTMLInputElement>(null)
  const names = model.selected.map(({ id }) => id)
  if (volumes.length === 0)
    return (
      <EmptyState icon={Database} title="No volumes yet">
        <p className="mb-3">
          A volume keeps files when its container is gone. Containers that are run with one make it, or:
        </p>
        <CommandLine command="docker volume create my_volume" className="text-left" />
      </EmptyState>
    )
  return (
    <>
      <Toolbar filter={filter} onFilter={listFilter.set} search={search} />
      {shown.length === 0 ? (
        <EmptyState
          icon={SearchX}
          title="No volume fits"
          actions={<Button onClick={() => listFilter.set(EVERYTHING)}>Clear filters</Button>}
        >
          {rows.length.toLocaleString()} are hidden by the search and the filters.
        </EmptyState>
      ) : (
        <VolumeTable engine={engine} model={model} disabled={disabled} measuring={measured.measuring} />
      )}
      <SelectionBar label="Chosen volumes" count={names.length} onClear={() => model.setRowSelection({})}>
        <Button look="quiet" disabled={disabled} onClick={() => askVolumes({ engine, ask: 'back-up', names })}>
          <Archive aria-hidden />
          Back up…
        </Button>
        <CommandTip command={removeVolumesCommand(names)}>
          <Button look="quiet" className="text-bad" disabled={disabled} onClick={() => removeVolumes(engine, names)}>
            <Trash2 aria-hidden />
            Remove
          </Button>
        </CommandTip>
      </SelectionBar>
    </>
  )
}
