import { History } from 'lucide-react'
import { EmptyState } from '../../../components/empty-state.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { count } from '../../../lib/format.ts'
import { useSettings } from '../../../lib/settings.ts'
import { SnapshotList } from './snapshot-list.tsx'
import { useSnapshots } from './use-snapshots.ts'

/** What volumes had before it went. */
export function RestorePointsView({ engine, disabled }: { engine: string; disabled: boolean }) {
  const { days, gigabytes } = useSettings().restorePoints
  const points = useSnapshots(engine)?.filter(({ checkpoint }) => !checkpoint)
  if (!points) return <SkeletonLines label="Loading the restore points" />
  if (points.length === 0)
    return (
      <EmptyState icon={History} title="No restore points">
        {days === 0
          ? 'None are made: the settings say so.'
          : `Before a volume is removed, emptied or replaced, what is in it is kept for ${count(days, 'day')}, up to ${gigabytes} GB in all.`}
      </EmptyState>
    )
  return <SnapshotList engine={engine} snapshots={points} disabled={disabled} label="Restore points" />
}
