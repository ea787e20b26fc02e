import { History, Pin, PinOff, Trash2, Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { Snapshot } from '../../../../contract/index.ts'
import { Button } from '../../../components/button.tsx'
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx'
import { IconButton } from '../../../components/icon-button.tsx'
import { Scroller } from '../../../components/scroller.tsx'
import { useNow } from '../../../lib/clock.ts'
import { client } from '../../../lib/connection.ts'
import { ago, count, moment } from '../../../lib/format.ts'
import { asProblem } from '../../../lib/problem.ts'
import { toastDone, toastProblem } from '../../../lib/toasts.ts'
import { BringBackDialog } from './bring-back-dialog.tsx'
import { sizeWords, staysWords, WHY } from './words.ts'

type SnapshotListProps = { engine: string; snapshots: readonly Snapshot[]; disabled: boolean; label: string }

/** What a snapshot is called. */
export const snapshotName = ({ checkpoint, volumes }: Snapshot): string =>
  checkpoint?.name ?? volumes.map(({ name }) => name).join(', ')

/** Restore points or checkpoints, with what can be done with each. */
export function SnapshotList({ engine, snapshots, disabled, label }: SnapshotListProps) {
  const [back, setBack] = useState<Snapshot>()
  const [going, setGoing] = useState<Snapshot>()
  return (
    <Scroller label={label}>
      <ul>
        {snapshots.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line/60 border-b px-4 py-2">
            <History className="size-4 shrink-0 text-ink-3" aria-hidden />
            <div className="min-w-40 flex-1">
              <p className="wrap-anywhere font-medium">{snapshotName(one)}</p>
              <p className="text-ink-3 text-sm">
                <When time={one.made} />, {WHY[one.why]}
                {one.checkpoint ? ` · ${one.checkpoint.stack}, ${count(one.volumes.length, 'volume')}` : ''}
              </p>
            </div>
            <span className="tnum shrink-0 text-ink-2 text-sm">{sizeWords(one)}</span>
            <span className="w-44 shrink-0 text-ink-3 text-sm max-md:w-auto">
              <Stays snapshot={one} />
            </span>
            <div className="flex shrink-0 items-center gap-1">
              <Button
                size="small"
                disabled={disabled}
                aria-label={`Bring back ${snapshotName(one)}`}
                onClick={() => setBack(one)}
              >
                <Undo2 aria-hidden />
                Bring back
              </Button>
              <IconButton
                icon={one.expires === undefined ? PinOff : Pin}
                label={one.expires === undefined ? `Let ${snapshotName(one)} go in time` : `Keep ${snapshotName(one)}`}
                onClick={() => hold(engine, one)}
              />
              <IconButton icon={Trash2} label={`Remove ${snapshotName(one)}`} onClick={() => setGoing(one)} />
            </div>
          </li>
        ))}
      </ul>
      {back ? <BringBackDialog engine={engine} snapshot={back} onClose={() => setBack(undefined)} /> : null}
      {going ? (
        <ConfirmDialog
          open
          title={`Remove what was kept of ${snapshotName(going)}?`}
          confirm="Remove"
          danger
          onConfirm={() => {
            setGoing(undefined)
            remove(engine, going)
          }}
          onClose={() => setGoing(undefined)}
        >
          <p>
            {sizeWords(going)}, of {moment(going.made)}. This state can’t be brought back then. The volumes stay as they
            are.
          </p>
        </ConfirmDialog>
      ) : null}
    </Scroller>
  )
}

function Stays({ snapshot }: { snapshot: Snapshot }) {
  return useNow((now) => staysWords(snapshot, now))
}

function When({ time }: { time: number }) {
  const text = useNow((now) => ago(time, now))
  return (
    <time dateTime={new Date(time).toISOString()} title={moment(time)} className="tnum">
      {text}
    </time>
  )
}

function hold(engine: string, { id, expires }: Snapshot): void {
  client.snapshots
    .hold({ engine, id, hold: expires !== undefined })
    .catch((error) => toastProblem(asProblem(error, 'It could not be changed.')))
}

function remove(engine: string, one: Snapshot): void {
  client.snapshots
    .remove({ engine, ids: [one.id] })
    .then(() => toastDone(`Removed what was kept of ${snapshotName(one)}`))
    .catch((error) => toastProblem(asProblem(error, 'It could not be removed.')))
}
