import { Database, Plus, SearchX, Sparkles, Trash2 } from 'lucide-react'
import { useMemo, useRef } from 'react'
import type { Engine } from '../../../../contract/index.ts'
import { removeVolumesCommand } from '../../../../contract/volume-commands.ts'
import { Button } from '../../../components/button.tsx'
import { CommandLine } from '../../../components/command-line.tsx'
import { CommandTip } from '../../../components/command-tip.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { ListSkeleton } from '../../../components/list/list-skeleton.tsx'
import { SelectionBar } from '../../../components/list/selection-bar.tsx'
import { useListModel } from '../../../components/list/use-list-model.ts'
import { PageHeader } from '../../../components/page-header.tsx'
import { SizesNote } from '../../../components/sizes-note.tsx'
import { count, size } from '../../../lib/format.ts'
import { useContainers, useInventory, useVolumes } from '../../../lib/inventory.ts'
import { useSettings } from '../../../lib/settings.ts'
import { useStore } from '../../../lib/store.ts'
import { EngineGate } from '../../engines/index.ts'
import { createVolume } from '../creating.ts'
import { pruneVolumes } from '../prune.ts'
import { removeVolumes } from '../removing.ts'
import { useVolumeSizes } from '../use-sizes.ts'
import { COLUMN_IDS, columns } from './columns.ts'
import { EVERYTHING, filtered } from './filter.ts'
import { foldedStacks, listFilter, listSorting } from './list-state.ts'
import { rowsOf, stackOf, type VolumeRow } from './rows.ts'
import { Toolbar } from './toolbar.tsx'
import { VolumeTable } from './volume-table.tsx'

const groupOf = ({ volume }: VolumeRow) => stackOf(volume)

/** All volumes of the selected engine. */
export function VolumesPage() {
  return (
    <EngineGate title="Volumes" waiting={<ListSkeleton label="Loading the volumes" />}>
      {(engine, stale) => <Volumes key={engine.id} engine={engine} stale={stale} />}
    </EngineGate>
  )
}

function Volumes({ engine, stale }: { engine: Engine; stale: boolean }) {
  const known = useInventory(engine.id, (inventory) => inventory.known)
  const volumes = useVolumes(engine.id)
  const containers = useContainers(engine.id)
  const measured = useVolumeSizes(engine.id)
  const before = useRef<ReadonlyMap<string, VolumeRow>>(new Map())
  const rows = useMemo(() => {
    const next = rowsOf(volumes, containers, measured.sizes, before.current)
    before.current = new Map(next.map((row) => [row.id, row]))
    return next
  }, [volumes, containers, measured.sizes])
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
  if (!known)
    return (
      <>
        <PageHeader title="Volumes" />
        <ListSkeleton label="Loading the volumes" />
      </>
    )
  const names = model.selected.map(({ id }) => id)
  return (
    <>
      <PageHeader
        title="Volumes"
        note={volumes.length > 0 ? note(rows) : undefined}
        actions={
          <>
            {volumes.length > 0 ? <SizesNote {...measured} /> : null}
            <Button disabled={stale || volumes.length === 0} onClick={() => pruneVolumes(engine.id)}>
              <Sparkles aria-hidden />
              Prune…
            </Button>
            <Button look="primary" disabled={stale} onClick={() => createVolume(engine.id)}>
              <Plus aria-hidden />
              Create volume
            </Button>
          </>
        }
      />
      {volumes.length === 0 ? (
        <EmptyState icon={Database} title="No volumes yet">
          <p className="mb-3">
            A volume keeps files when its container is gone. Containers that are run with one make it, or:
          </p>
          <CommandLine command="docker volume create my_volume" className="text-left" />
        </EmptyState>
      ) : (
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
            <VolumeTable engine={engine.id} model={model} disabled={stale} measuring={measured.measuring} />
          )}
          <SelectionBar label="Chosen volumes" count={names.length} onClear={() => model.setRowSelection({})}>
            <CommandTip command={removeVolumesCommand(names)}>
              <Button
                look="quiet"
                className="text-bad"
                disabled={stale}
                onClick={() => removeVolumes(engine.id, names)}
              >
                <Trash2 aria-hidden />
                Remove
              </Button>
            </CommandTip>
          </SelectionBar>
        </>
      )}
    </>
  )
}

function note(rows: readonly VolumeRow[]): string {
  const sized = rows.filter((row) => row.size !== undefined)
  const bytes = sized.reduce((sum, row) => sum + (row.size ?? 0), 0)
  return `${count(rows.length, 'volume')}${sized.length > 0 ? `, ${size(bytes)}` : ''}`
}
