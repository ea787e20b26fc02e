import { History } from 'lucide-react'
import { useState } from 'react'
import type { VmRestorePoint, VmStatus } from '../../../contract/index.ts'
import { vmCommand } from '../../../contract/vm-commands.ts'
import { Button } from '../../components/button.tsx'
import { CommandLine } from '../../components/command-line.tsx'
import { CommandTip } from '../../components/command-tip.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { Section } from '../../components/section.tsx'
import { memory, moment } from '../../lib/format.ts'
import { useSettings } from '../../lib/settings.ts'
import { forget, restore } from './vm-actions.ts'

const WHY: Record<VmRestorePoint['why'], string> = {
  update: 'before an update',
  resize: 'before the disk grew',
  reset: 'before a reset',
  restore: 'before going back',
  aside: 'a damaged disk that was set aside',
  asked: 'as you asked',
}

/** The disk’s former states, to go back to or to forget. */
export function RestorePoints({ status }: { status: VmStatus }) {
  const { name, restorePoints, state } = status
  const { showCommands } = useSettings()
  const [asked, setAsked] = useState<{ point: VmRestorePoint; to: 'restore' | 'forget' }>()
  const off = state.state === 'stopped' || state.state === 'crashed'
  if (restorePoints.length === 0) return null
  const commandOf = (point: VmRestorePoint, to: 'restore' | 'forget') =>
    vmCommand(name, 'restore', point.id, ...(to === 'forget' ? ['--forget'] : []))
  return (
    <Section title="Restore points">
      <ul className="flex flex-col gap-1.5">
        {restorePoints.map((point) => (
          <li key={point.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <History className="size-4 text-ink-3" aria-hidden />
            <span className="min-w-40 flex-1">
              {moment(point.made)} <span className="text-ink-3">{WHY[point.why]}</span>
            </span>
            <span className="tnum text-ink-2">{point.bytes === undefined ? '' : memory(point.bytes)}</span>
            <CommandTip command={commandOf(point, 'restore')}>
              <Button size="small" onClick={() => setAsked({ point, to: 'restore' })}>
                Go back
              </Button>
            </CommandTip>
            <CommandTip command={commandOf(point, 'forget')}>
              <Button size="small" look="quiet" disabled={!off} onClick={() => setAsked({ point, to: 'forget' })}>
                Forget
              </Button>
            </CommandTip>
          </li>
        ))}
      </ul>
      {off ? null : <p className="text-ink-3 text-sm">One can be forgotten while the machine is stopped.</p>}
      <ConfirmDialog
        open={asked !== undefined}
        danger={asked?.to === 'forget'}
        title={asked?.to === 'forget' ? 'Forget this restore point?' : 'Go back to this restore point?'}
        confirm={asked?.to === 'forget' ? 'Forget' : 'Go back'}
        onConfirm={() => {
          setAsked(undefined)
          if (asked?.to === 'forget') void forget(name, asked.point.id, asked.point.bytes)
          else if (asked) void restore(name, asked.point.id)
        }}
        onClose={() => setAsked(undefined)}
      >
        {asked ? (
          <div className="flex flex-col gap-3">
            <p>
              {moment(asked.point.made)}, {WHY[asked.point.why]}.{' '}
              {asked.to === 'forget'
                ? `What was on the disk then${asked.point.bytes === undefined ? '' : `, ${memory(asked.point.bytes)},`} can’t be had back after that.`
                : 'The machine is stopped. Its disk as it is now becomes a restore point itself, so nothing is lost.'}
            </p>
            {showCommands ? <CommandLine command={commandOf(asked.point, asked.to)} /> : null}
          </div>
        ) : null}
      </ConfirmDialog>
    </Section>
  )
}
