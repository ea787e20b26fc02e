import { Link } from '@tanstack/react-router'
import { Box, Play, SearchX } from 'lucide-react'
import { type RefObject, useEffect, useMemo, useRef } from 'react'
import type { Engine } from '../../../../contract/index.ts'
import { Button, buttonClass } from '../../../components/button.tsx'
import { CommandLine } from '../../../components/command-line.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { PageHeader } from '../../../components/page-header.tsx'
import { useContainers, useInventory } from '../../../lib/inventory.ts'
import { useStore } from '../../../lib/store.ts'
import { EngineGate } from '../../engines/index.ts'
import { BulkBar } from './bulk-bar.tsx'
import { ContainerTable } from './container-table.tsx'
import { EVERYTHING, filtered } from './filter.ts'
import { ListSkeleton } from './list-skeleton.tsx'
import { listFilter } from './list-state.ts'
import { Toolbar } from './toolbar.tsx'
import { useListModel } from './use-list-model.ts'

/** All containers of the selected engine. */
export function ContainersPage() {
  return (
    <EngineGate title="Containers" waiting={<ListSkeleton />}>
      {(engine, stale) => <Containers key={engine.id} engine={engine} stale={stale} />}
    </EngineGate>
  )
}

function Containers({ engine, stale }: { engine: Engine; stale: boolean }) {
  const known = useInventory(engine.id, (inventory) => inventory.known)
  const containers = useContainers(engine.id)
  const filter = useStore(listFilter)
  const shown = useMemo(() => filtered(containers, filter), [containers, filter])
  const model = useListModel(shown)
  const search = useRef<HTMLInputElement>(null)
  useSlash(search)
  useDrawnMark(known)

  if (!known)
    return (
      <>
        <PageHeader title="Containers" />
        <ListSkeleton />
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
          <Toolbar
            containers={containers}
            filter={filter}
            onFilter={listFilter.set}
            search={search}
            onLeave={() => document.querySelector<HTMLElement>('[role="grid"] tbody tr[tabindex="0"]')?.focus()}
          />
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

/** `/` goes to the search from anywhere on the page but a field. */
function useSlash(search: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
      if (
        event.target instanceof Element &&
        event.target.closest('input, textarea, [contenteditable], [role="dialog"]')
      )
        return
      event.preventDefault()
      search.current?.select()
      search.current?.focus()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [search])
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
