import { Link } from '@tanstack/react-router'
import { Cable, Network as NetworkIcon, Plus, Route, SearchX, Trash2, Waypoints } from 'lucide-react'
import { useMemo, useRef } from 'react'
import type { Engine } from '../../../../contract/index.ts'
import { Button, buttonClass } from '../../../components/button.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { ListSkeleton } from '../../../components/list/list-skeleton.tsx'
import { SelectionBar } from '../../../components/list/selection-bar.tsx'
import { useListModel } from '../../../components/list/use-list-model.ts'
import { PageHeader } from '../../../components/page-header.tsx'
import { count } from '../../../lib/format.ts'
import { useContainers, useInventory, useNetworks } from '../../../lib/inventory.ts'
import { EVERYTHING } from '../../../lib/list-filter.ts'
import { checkReach, connectContainers, createNetwork, PRUNE, removeNetworks } from '../../../lib/network-asked.ts'
import { useSettings } from '../../../lib/settings.ts'
import { useStore } from '../../../lib/store.ts'
import { cleanUp } from '../../disk/index.ts'
import { EngineGate } from '../../engines/index.ts'
import { type NetworkRow, networkRows } from '../members.ts'
import { COLUMN_IDS, columns } from './columns.ts'
import { filtered } from './filter.ts'
import { foldedStacks, listFilter, listSorting } from './list-state.ts'
import { NetworkTable } from './network-table.tsx'
import { Toolbar } from './toolbar.tsx'

const stackOf = ({ network }: NetworkRow) => network.stack

/** All networks of the selected engine. */
export function NetworksPage() {
  return (
    <EngineGate title="Networks" waiting={<ListSkeleton label="Loading the networks" />}>
      {(engine, stale) => <Networks key={engine.id} engine={engine} stale={stale} />}
    </EngineGate>
  )
}

function Networks({ engine, stale }: { engine: Engine; stale: boolean }) {
  const known = useInventory(engine.id, (inventory) => inventory.known)
  const networks = useNetworks(engine.id)
  const containers = useContainers(engine.id)
  const before = useRef<ReadonlyMap<string, NetworkRow>>(new Map())
  const rows = useMemo(() => {
    const next = networkRows(networks, containers, before.current)
    before.current = new Map(next.map((row) => [row.id, row]))
    return next
  }, [networks, containers])
  const filter = useStore(listFilter)
  const shown = useMemo(() => filtered(rows, filter), [rows, filter])
  const { hiddenColumns, groupByStack } = useSettings().networks
  const model = useListModel({
    items: shown,
    columns,
    columnIds: COLUMN_IDS,
    hiddenColumns,
    sorting: listSorting,
    groupOf: groupByStack ? stackOf : undefined,
    folded: foldedStacks,
  })
  const search = useRef<HTMLInputElement>(null)

  if (!known)
    return (
      <>
        <PageHeader title="Networks" />
        <ListSkeleton label="Loading the networks" />
      </>
    )
  const chosen = model.selected.map(({ network }) => network)
  const [only, second] = chosen
  return (
    <>
      <PageHeader
        title="Networks"
        note={count(networks.length, 'network')}
        actions={
          <>
            <Link to="/networks/map" className={buttonClass()}>
              <Waypoints aria-hidden />
              Map
            </Link>
            <Button onClick={() => checkReach(engine.id)}>
              <Route aria-hidden />
              Who reaches whom?
            </Button>
            <Button disabled={stale} onClick={() => cleanUp(engine.id, PRUNE)}>
              <Trash2 aria-hidden />
              Prune…
            </Button>
            <Button look="primary" disabled={stale} onClick={() => createNetwork(engine.id)}>
              <Plus aria-hidden />
              Create network
            </Button>
          </>
        }
      />
      {networks.length === 0 ? (
        <EmptyState icon={NetworkIcon} title="No networks">
          This engine has none, not even its own. Create one, and containers on it find each other by name.
        </EmptyState>
      ) : (
        <>
          <Toolbar filter={filter} onFilter={listFilter.set} search={search} />
          {shown.length === 0 ? (
            <EmptyState
              icon={SearchX}
              title="No network fits"
              actions={<Button onClick={() => listFilter.set(EVERYTHING)}>Clear filters</Button>}
            >
              {rows.length.toLocaleString()} are hidden by the search and the filters.
            </EmptyState>
          ) : (
            <NetworkTable engine={engine.id} model={model} disabled={stale} />
          )}
          <SelectionBar label="Chosen networks" count={chosen.length} onClear={() => model.setRowSelection({})}>
            <Button
              look="quiet"
              disabled={stale || !only || second !== undefined}
              onClick={() => connectContainers(engine.id, only ? { network: only.id } : {})}
            >
              <Cable aria-hidden />
              Connect…
            </Button>
            <Button
              look="quiet"
              className="text-bad"
              disabled={stale || chosen.every(({ builtIn }) => builtIn)}
              onClick={() => removeNetworks(engine.id, chosen)}
            >
              <Trash2 aria-hidden />
              Remove
            </Button>
          </SelectionBar>
        </>
      )}
    </>
  )
}
