import { Archive, CalendarClock } from 'lucide-react'
import { Button } from '../../../components/button.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { Scroller } from '../../../components/scroller.tsx'
import { Section } from '../../../components/section.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { asProblem } from '../../../lib/problem.ts'
import { askVolumes } from '../ask/asked.ts'
import { BackupList } from '../backups/backup-list.tsx'
import { useBackups } from '../backups/use-backups.ts'
import { SnapshotList } from '../kept/snapshot-list.tsx'
import { useSnapshots } from '../kept/use-snapshots.ts'
import type { TabProps } from './tabs.ts'

/** The backups of a volume, and what was kept of it. */
export function BackupsTab({ engine, volume, disabled }: TabProps) {
  const { data, error, refetch } = useBackups()
  const backups = data?.backups.filter((one) => one.volume === volume.id)
  const kept = useSnapshots(engine)?.filter(({ volumes }) => volumes.some(({ name }) => name === volume.id)) ?? []
  return (
    <Scroller label="Backups of this volume">
      <div className="mx-auto flex max-w-4xl flex-col gap-4 p-4">
        <Section
          title="Backups"
          actions={
            <>
              <Button size="small" onClick={() => askVolumes({ engine, ask: 'schedule', names: [volume.id] })}>
                <CalendarClock aria-hidden />
                Schedule…
              </Button>
              <Button
                size="small"
                disabled={disabled}
                onClick={() => askVolumes({ engine, ask: 'back-up', names: [volume.id] })}
              >
                <Archive aria-hidden />
                Back up…
              </Button>
            </>
          }
        >
          {error ? (
            <ProblemView problem={asProblem(error, 'The folder could not be read.')} onRetry={() => void refetch()} />
          ) : !backups ? (
            <SkeletonLines label="Reading the folder" />
          ) : backups.length === 0 ? (
            <p className="text-ink-2">None of it in {data?.folder}.</p>
          ) : (
            <div className="-mx-4 -my-3">
              <BackupList engine={engine} backups={backups} disabled={disabled} />
            </div>
          )}
        </Section>
        {kept.length > 0 ? (
          <Section title="Restore points and checkpoints">
            <div className="-mx-4 -my-3 flex flex-col">
              <SnapshotList engine={engine} snapshots={kept} disabled={disabled} label="What was kept of it" />
            </div>
          </Section>
        ) : null}
      </div>
    </Scroller>
  )
}
