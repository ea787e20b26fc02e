import { useState } from 'react'
import type { Snapshot } from '../../../../contract/index.ts'
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx'
import { moment } from '../../../lib/format.ts'
import { useVolumes } from '../../../lib/inventory.ts'
import { bringVolumesBack } from '../../../lib/undo-volumes.ts'
import { useRunning } from '../ask/in-use.tsx'
import { StopSwitch } from '../ask/stop-switch.tsx'

type BringBackDialogProps = { engine: string; snapshot: Snapshot; onClose: () => void }

/** Says what bringing a state back does, and does it on the word. */
export function BringBackDialog({ engine, snapshot, onClose }: BringBackDialogProps) {
  const names = snapshot.volumes.map(({ name }) => name)
  const volumes = useVolumes(engine)
  const there = names.filter((name) => volumes.some(({ id }) => id === name))
  const gone = names.filter((name) => !there.includes(name))
  const running = useRunning(engine, names)
  const [stop, setStop] = useState(true)
  const what = snapshot.checkpoint ? `“${snapshot.checkpoint.name}”` : names.join(', ')
  return (
    <ConfirmDialog
      open
      title={<span className="wrap-anywhere">Bring {what} back?</span>}
      confirm="Bring back"
      waiting={running.length > 0 && !stop}
      onConfirm={() => {
        onClose()
        bringVolumesBack(engine, [snapshot.id], stop, what)
      }}
      onClose={onClose}
    >
      <div className="flex flex-col gap-3">
        <p>As of {moment(snapshot.made)}.</p>
        {there.length > 0 ? (
          <p className="text-ink-2">
            <span className="font-medium text-ink">{there.join(', ')}</span>: what is in{' '}
            {there.length === 1 ? 'it' : 'them'} now is kept first, then replaced.
          </p>
        ) : null}
        {gone.length > 0 ? (
          <p className="text-ink-2">
            <span className="font-medium text-ink">{gone.join(', ')}</span>: made again, with the options and labels of
            then.
          </p>
        ) : null}
        <StopSwitch running={running} stop={stop} onStop={setStop} />
      </div>
    </ConfirmDialog>
  )
}
