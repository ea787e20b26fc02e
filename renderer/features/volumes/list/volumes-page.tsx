import { getRouteApi } from '@tanstack/react-router'
import { Plus, Sparkles } from 'lucide-react'
import { lazy, Suspense } from 'react'
import type { Engine } from '../../../../contract/index.ts'
import { Button } from '../../../components/button.tsx'
import { ListSkeleton } from '../../../components/list/list-skeleton.tsx'
import { PageHeader } from '../../../components/page-header.tsx'
import { SizesNote } from '../../../components/sizes-note.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { Tabs } from '../../../components/tabs.tsx'
import { count, size } from '../../../lib/format.ts'
import { useInventory, useVolumes } from '../../../lib/inventory.ts'
import { EngineGate } from '../../engines/index.ts'
import { createVolume } from '../creating.ts'
import { pruneVolumes } from '../prune.ts'
import { useVolumeSizes } from '../use-sizes.ts'
import { VolumeList } from './volume-list.tsx'

const route = getRouteApi('/volumes')

const RestorePoints = lazy(() =>
  import('../kept/restore-points-view.tsx').then(({ RestorePointsView }) => ({ default: RestorePointsView })),
)
const Checkpoints = lazy(() =>
  import('../kept/checkpoints-view.tsx').then(({ CheckpointsView }) => ({ default: CheckpointsView })),
)
const Backups = lazy(() => import('../backups/backups-view.tsx').then(({ BackupsView }) => ({ default: BackupsView })))

const VIEWS = [
  { value: 'restore-points', label: 'Restore points', content: RestorePoints },
  { value: 'checkpoints', label: 'Checkpoints', content: Checkpoints },
  { value: 'backups', label: 'Backups', content: Backups },
] as const
const TABS = [{ value: 'all', label: 'All' }, ...VIEWS]

/** All volumes of the selected engine, and what is kept of them. */
export function VolumesPage() {
  return (
    <EngineGate title="Volumes" waiting={<ListSkeleton label="Loading the volumes" />}>
      {(engine, stale) => <Volumes key={engine.id} engine={engine} stale={stale} />}
    </EngineGate>
  )
}

function Volumes({ engine, stale }: { engine: Engine; stale: boolean }) {
  const { view } = route.useSearch()
  const navigate = route.useNavigate()
  const known = useInventory(engine.id, (inventory) => inventory.known)
  const volumes = useVolumes(engine.id)
  const measured = useVolumeSizes(engine.id)
  const chosen = VIEWS.find(({ value }) => value === view)
  const sized = volumes.flatMap(({ id }) => measured.sizes?.get(id) ?? [])
  const bytes = sized.length > 0 ? `, ${size(sized.reduce((sum, one) => sum + one, 0))}` : ''
  return (
    <>
      <PageHeader
        title="Volumes"
        note={volumes.length > 0 ? `${count(volumes.length, 'volume')}${bytes}` : undefined}
        actions={
          <>
            {volumes.length > 0 && !chosen ? <SizesNote {...measured} /> : null}
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
      <Tabs
        value={chosen?.value ?? 'all'}
        tabs={TABS}
        onChange={(next) => void navigate({ search: next === 'all' ? {} : { view: next }, replace: true })}
      >
        {chosen ? (
          <Suspense fallback={<SkeletonLines label="Loading the tab" />}>
            <chosen.content engine={engine.id} disabled={stale} />
          </Suspense>
        ) : known ? (
          <VolumeList engine={engine.id} disabled={stale} measured={measured} />
        ) : (
          <ListSkeleton label="Loading the volumes" />
        )}
      </Tabs>
    </>
  )
}
