import { Link } from '@tanstack/react-router'
import { Box, Play, SearchX } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import type { Container, Engine } from '../../../../contract/index.ts'
import { Button, buttonClass } from '../../../components/button.tsx'
import { CommandLine } from '../../../components/command-line.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { ListSkeleton } from '../../../components/list/list-skeleton.tsx'
import { useListModel } from '../../../components/list/use-list-model.ts'
import { PageHeader } from '../../../components/page-header.tsx'
import { useContainers, useInventory } from '../../../lib/inventory.ts'
import { useSettings } from '../../../lib/settings.ts'
import { useStore } from '../../../lib/store.ts'
import { EngineGate } from '../../engines/index.ts'
import { BulkBar } from './bulk-bar.tsx'
import { COLUMN_IDS, columns } from './columns.ts'
import { ContainerTable } from './container-table.tsx'
import { EVERYTHING, filtered } from './filter.ts'
import { foldedStacks, listFilter, listSorting } from './list-state.ts'
import { Toolbar } from './toolbar.tsx'

const stackOf = ({ stack }: Container) => stack

/** All containers of the selected engine. */
export function ContainersPage() {
  return (
    <EngineGate title="Containers" waiting={<ListSkeleton label="Loading the containers" />}>
      {(engine, stale) => <Containers key={engine.id} engine={engine} stale={stale} />}
    </EngineGate>
  )
}

function Containers({ engine, stale }: { engine: Engine; stale: boolean }) {
  const known = useInventory(engine.id, (inventory) => inventory.known)
  const containers = useContainers(engine.id)
  const filter = useStore(listFilter)
  const shown = useMemo(() => filtered(containers, filter), [containers, filter])
  const { hiddenColumns, groupByStack } = useSettings().containers
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
  useDrawnMark(known)

  if (!known)
    return (
      <>
        <PageHeader title="Containers" />
        <ListSkeleton label="Loading the containers" />
      </>
    )
  const running = containers.filter(({ state }) => state === 'running').length
  return (
    <>
      <PageHeader
        title="Containers"
        note={
          containers.length > 0
            ? `${running.toLocaleString()} of ${containers.length.toLocaleString()} running`
            : undefined
        }
        actions={<RunLink />}
      />
      {containers.length === 0 ? (
        <NoContainers />
      ) : (
        <>
          <Toolbar containers={containers} filter={filter} onFilter={listFilter.set} search={search} />
          {shown.length === 0 ? (
            <EmptyState
              icon={SearchX}
              title="No container fits"
              actions={<Button onClick={() => listFilter.set(EVERYTHING)}>Clear filters</Button>}
            >
              {containers.length.toLocaleString()} are hidden by the search and the filters.
            </EmptyState>
          ) : (
            <ContainerTable engine={engine} model={model} disabled={stale} />
          )}
          <BulkBar
            engine={engine.id}
            selected={model.selected}
            disabled={stale}
            onClear={() => model.setRowSelection({})}
          />
        </>
      )}
    </>
  )
}

function NoContainers() {
  return (
    <EmptyState icon={Box} title="No containers yet" actions={<RunLink />}>
      <p className="mb-3">This engine has none. Run one here or in a terminal, and it appears at once:</p>
      <CommandLine command="docker run -d --name web -p 8080:80 nginx" className="text-left" />
    </EmptyState>
  )
}

function RunLink() {
  return (
    <Link to="/run" className={buttonClass('primary')}>
      <Play aria-hidden />
      Run
    </Link>
  )
}

/** Marks when the first screen of rows was drawn, for `npm run bench`. */
function useDrawnMark(known: boolean): void {
  useEffect(() => {
    if (!known) return
    // A frame is drawn after its callbacks; a task that they queue comes after that.
    const frame = requestAnimationFrame(() => setTimeout(() => performance.mark('containers:drawn')))
    return () => cancelAnimationFrame(frame)
  }, [known])
}
