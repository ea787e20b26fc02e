import { MoreHorizontal } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { VmState, VmStatus } from '../../../contract/index.ts'
import { vmCommand } from '../../../contract/vm-commands.ts'
import { Button } from '../../components/button.tsx'
import { CommandTip } from '../../components/command-tip.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { Menu, MenuItem } from '../../components/menu.tsx'
import { ResetDialog } from './reset-dialog.tsx'
import { act, start } from './vm-actions.ts'

/** States in which nothing uses the disk. */
const OFF: readonly VmState['state'][] = ['stopped', 'crashed']

/** What can be done with a machine in its state; what its driver lacks is not there. */
export function ActionBar({ status }: { status: VmStatus }) {
  const { name, state, can } = status
  const [resetting, setResetting] = useState(false)
  const is = state.state
  const off = OFF.includes(is)
  return (
    <>
      {is === 'running' ? (
        <>
          {can?.pause ? (
            <Do name={name} word="pause" onClick={() => void act(name, 'pause')}>
              Pause
            </Do>
          ) : null}
          {can?.save ? (
            <Do name={name} word="save" onClick={() => void act(name, 'save')}>
              Save
            </Do>
          ) : null}
          <Do name={name} word="restart" onClick={() => void act(name, 'restart')}>
            Restart
          </Do>
        </>
      ) : null}
      {is === 'paused' ? (
        <Do name={name} word="resume" primary onClick={() => void act(name, 'resume')}>
          Resume
        </Do>
      ) : null}
      {is === 'asleep' ? (
        <Do name={name} word="resume" primary onClick={() => void act(name, 'resume')}>
          Wake
        </Do>
      ) : null}
      {is === 'running' || is === 'paused' || is === 'asleep' ? (
        <Do name={name} word="stop" onClick={() => void act(name, 'stop')}>
          Stop
        </Do>
      ) : null}
      {is === 'starting' ? (
        <Do name={name} word="stop" onClick={() => void act(name, 'stop')}>
          Cancel
        </Do>
      ) : null}
      {is === 'absent' || off ? (
        <Do name={name} word="start" primary={is !== 'crashed'} onClick={() => void start(name)}>
          Start
        </Do>
      ) : null}
      {off || is === 'running' ? (
        <Menu align="end" trigger={<IconButton icon={MoreHorizontal} label="More actions" />}>
          {is === 'stopped' && state.saved ? (
            <MenuItem command={vmCommand(name, 'start', '--cold')} onClick={() => void start(name, { cold: true })}>
              Start anew, without the saved state
            </MenuItem>
          ) : null}
          {off ? (
            <MenuItem
              command={vmCommand(name, 'restore', '--make')}
              onClick={() => void act(name, 'make-restore-point')}
            >
              Make a restore point
            </MenuItem>
          ) : null}
          <MenuItem danger command={vmCommand(name, 'reset')} onClick={() => setResetting(true)}>
            Reset…
          </MenuItem>
        </Menu>
      ) : null}
      {resetting ? <ResetDialog status={status} onClose={() => setResetting(false)} /> : null}
    </>
  )
}

type DoProps = { name: string; word: string; primary?: boolean; onClick: () => void; children: ReactNode }

function Do({ name, word, primary, onClick, children }: DoProps) {
  return (
    <CommandTip command={vmCommand(name, word)}>
      <Button look={primary ? 'primary' : 'plain'} onClick={onClick}>
        {children}
      </Button>
    </CommandTip>
  )
}
