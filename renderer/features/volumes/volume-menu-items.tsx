import { useNavigate } from '@tanstack/react-router'
import {
  Archive,
  ArrowUpRight,
  Braces,
  Copy,
  CopyPlus,
  Eraser,
  Flag,
  Replace,
  TextCursorInput,
  Trash2,
} from 'lucide-react'
import { emptyCommand, removeVolumesCommand } from '../../../contract/volume-commands.ts'
import { stackOfVolume } from '../../../contract/volume-stack.ts'
import { MenuItem, MenuLine } from '../../components/menu.tsx'
import { asProblem } from '../../lib/problem.ts'
import { toastProblem } from '../../lib/toasts.ts'
import { askVolumes } from './ask/asked.ts'
import type { VolumeRow } from './list/rows.ts'
import { removeVolumes } from './removing.ts'

type VolumeMenuItemsProps = { engine: string; rows: readonly VolumeRow[]; disabled: boolean; open?: boolean }

/** What can be done to one volume or to several, as lines of a menu. */
export function VolumeMenuItems({ engine, rows, disabled, open = true }: VolumeMenuItemsProps) {
  const navigate = useNavigate()
  const [first] = rows
  const one = rows.length === 1 ? first : undefined
  const names = rows.map(({ id }) => id)
  const stacks = new Set(rows.map(({ volume }) => stackOfVolume(volume)))
  const [stack] = stacks.size === 1 ? stacks : []
  const goTo = (id: string, tab?: string) =>
    void navigate({ to: '/volumes/$name', params: { name: id }, search: tab === undefined ? {} : { tab } })
  return (
    <>
      {one ? (
        <>
          {open ? (
            <>
              <MenuItem icon={ArrowUpRight} keys="Enter" onClick={() => goTo(one.id)}>
                Open
              </MenuItem>
              <MenuItem icon={Braces} onClick={() => goTo(one.id, 'inspect')}>
                Inspect
              </MenuItem>
            </>
          ) : null}
          <MenuItem icon={Copy} onClick={() => copy(one.id)}>
            Copy name
          </MenuItem>
          <MenuLine />
        </>
      ) : null}
      <MenuItem icon={Archive} disabled={disabled} onClick={() => askVolumes({ engine, ask: 'back-up', names })}>
        Back up…
      </MenuItem>
      {stack === undefined ? null : (
        <MenuItem icon={Flag} disabled={disabled} onClick={() => askVolumes({ engine, ask: 'checkpoint', stack })}>
          Save checkpoint of {stack}…
        </MenuItem>
      )}
      {one ? (
        <>
          <MenuItem
            icon={CopyPlus}
            disabled={disabled}
            onClick={() => askVolumes({ engine, ask: 'clone', name: one.id })}
          >
            Clone…
          </MenuItem>
          <MenuItem
            icon={TextCursorInput}
            disabled={disabled}
            onClick={() => askVolumes({ engine, ask: 'rename', name: one.id })}
          >
            Rename…
          </MenuItem>
          <MenuItem
            icon={Replace}
            disabled={disabled}
            onClick={() => askVolumes({ engine, ask: 'replace', name: one.id })}
          >
            Replace…
          </MenuItem>
          <MenuItem
            icon={Eraser}
            danger
            disabled={disabled}
            command={emptyCommand(one.id)}
            onClick={() => askVolumes({ engine, ask: 'empty', name: one.id })}
          >
            Empty
          </MenuItem>
        </>
      ) : null}
      <MenuItem
        icon={Trash2}
        keys="Delete"
        danger
        disabled={disabled}
        command={removeVolumesCommand(names)}
        onClick={() => removeVolumes(engine, names)}
      >
        Remove
      </MenuItem>
    </>
  )
}

function copy(text: string): void {
  navigator.clipboard.writeText(text).catch((error) => toastProblem(asProblem(error, 'It could not be copied.')))
}
