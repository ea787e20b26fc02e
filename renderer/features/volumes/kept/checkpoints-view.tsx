import { Flag } from 'lucide-react'
import { Button } from '../../../components/button.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { askVolumes } from '../ask/asked.ts'
import { SnapshotList } from './snapshot-list.tsx'
import { useSnapshots } from './use-snapshots.ts'

/** Named states of all volumes of a stack. */
export function CheckpointsView({ engine, disabled }: { engine: string; disabled: boolean }) {
  const checkpoints = useSnapshots(engine)?.filter(({ checkpoint }) => checkpoint)
  if (!checkpoints) return <SkeletonLines label="Loading the checkpoints" />
  const save = (
    <Button disabled={disabled} onClick={() => askVolumes({ engine, ask: 'checkpoint' })}>
      <Flag aria-hidden />
      Save checkpoint
    </Button>
  )
  if (checkpoints.length === 0)
    return (
      <EmptyState icon={Flag} title="No checkpoints" actions={save}>
        A checkpoint is all volumes of a stack as they were: save one before a migration, or per branch, and come back
        to it in one click.
      </EmptyState>
    )
  return (
    <>
      <div className="flex shrink-0 justify-end border-line border-b px-3 py-2">{save}</div>
      <SnapshotList engine={engine} snapshots={checkpoints} disabled={disabled} label="Checkpoints" />
    </>
  )
}
