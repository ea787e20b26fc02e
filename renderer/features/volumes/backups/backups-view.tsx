import { ArchiveRestore } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../../components/button.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { Scroller } from '../../../components/scroller.tsx'
import { Section } from '../../../components/section.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { useDebounced } from '../../../lib/debounced.ts'
import { asProblem } from '../../../lib/problem.ts'
import { FolderField } from '../../host-files/index.ts'
import { askVolumes } from '../ask/asked.ts'
import { BackupList } from './backup-list.tsx'
import { Schedules } from './schedules.tsx'
import { useBackups } from './use-backups.ts'

/** Long enough to type a letter, in milliseconds. */
const STILL = 300

/** The backups in a folder, and those that are made by themselves. */
export function BackupsView({ engine, disabled }: { engine: string; disabled: boolean }) {
  const [typed, setTyped] = useState<string>()
  const folder = useDebounced(typed, STILL)
  const { data, error, refetch } = useBackups(folder?.trim() ? folder : undefined)
  return (
    <Scroller label="Backups">
      <div className="mx-auto flex max-w-4xl flex-col gap-4 p-4">
        <Schedules engine={engine} disabled={disabled} />
        <Section
          title="Backups"
          actions={
            <Button size="small" disabled={disabled} onClick={() => askVolumes({ engine, ask: 'restore' })}>
              <ArchiveRestore aria-hidden />
              Restore a file…
            </Button>
          }
        >
          <FolderField label="Folder" value={typed ?? data?.folder ?? ''} onChange={setTyped} />
          {error ? (
            <ProblemView problem={asProblem(error, 'The folder could not be read.')} onRetry={() => void refetch()} />
          ) : !data ? (
            <SkeletonLines label="Reading the folder" />
          ) : data.backups.length === 0 ? (
            <p className="text-ink-2">No backups are in this folder. A volume’s menu has “Back up…”.</p>
          ) : (
            <div className="-mx-4 -mb-3 border-line border-t">
              <BackupList engine={engine} backups={data.backups} disabled={disabled} />
            </div>
          )}
        </Section>
      </div>
    </Scroller>
  )
}
