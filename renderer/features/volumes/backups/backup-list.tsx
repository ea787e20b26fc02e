import { Archive, ArchiveRestore } from 'lucide-react'
import type { VolumeBackup } from '../../../../contract/index.ts'
import { Button } from '../../../components/button.tsx'
import { useNow } from '../../../lib/clock.ts'
import { ago, count, moment, size } from '../../../lib/format.ts'
import { askVolumes } from '../ask/asked.ts'

type BackupListProps = { engine: string; backups: readonly VolumeBackup[]; disabled: boolean }

/** Archives of volumes, each with the way to unpack it. */
export function BackupList({ engine, backups, disabled }: BackupListProps) {
  return (
    <ul>
      {backups.map((backup) => (
        <li
          key={backup.path}
          className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line/60 border-b px-4 py-2 last:border-b-0"
        >
          <Archive className="size-4 shrink-0 text-ink-3" aria-hidden />
          <div className="min-w-40 flex-1">
            <p className="wrap-anywhere font-medium">{backup.volume}</p>
            <p className="wrap-anywhere text-ink-3 text-sm">
              <When time={backup.made} /> · {backup.path}
              {backup.schedule === undefined ? '' : ' · by schedule'}
              {backup.left > 0 ? ` · without ${count(backup.left, 'file')} that could not be read` : ''}
            </p>
          </div>
          <span className="tnum shrink-0 text-ink-2 text-sm">
            {size(backup.contents)} in {size(backup.bytes)}
          </span>
          <Button
            size="small"
            disabled={disabled}
            aria-label={`Restore… ${backup.volume} of ${moment(backup.made)}`}
            onClick={() => askVolumes({ engine, ask: 'restore', path: backup.path, volume: backup.volume })}
          >
            <ArchiveRestore aria-hidden />
            Restore…
          </Button>
        </li>
      ))}
    </ul>
  )
}

function When({ time }: { time: number }) {
  const text = useNow((now) => ago(time, now))
  return (
    <time dateTime={new Date(time).toISOString()} title={moment(time)} className="tnum">
      {text}
    </time>
  )
}
