import { Trash2, X } from 'lucide-react'
import type { Container } from '../../../../contract/index.ts'
import { Button } from '../../../components/button.tsx'
import { CommandTip } from '../../../components/command-tip.tsx'
import { IconButton } from '../../../components/icon-button.tsx'
import { actCommand, actOnContainers } from '../act-on.ts'
import { ACTIONS, actionsFor } from '../actions.ts'
import { removalOf } from '../remove/removal.ts'
import { removeContainers } from '../removing.ts'

type BulkBarProps = { engine: string; selected: readonly Container[]; disabled: boolean; onClear: () => void }

/** What can be done to the chosen containers; floats, so that the list stays where it is. */
export function BulkBar({ engine, selected, disabled, onClear }: BulkBarProps) {
  if (selected.length === 0) return null
  const fitting = new Set(actionsFor(selected))
  return (
    <div
      role="toolbar"
      aria-label="Chosen containers"
      className="-translate-x-1/2 absolute bottom-4 left-1/2 z-20 flex max-w-[calc(100%-2rem)] items-center gap-0.5 rounded-lg bg-raised p-1 pl-3 shadow-popup"
    >
      <span className="tnum mr-2 whitespace-nowrap font-medium">{selected.length.toLocaleString()} selected</span>
      {ACTIONS.map((info) => (
        <CommandTip key={info.action} command={actCommand(info, selected)}>
          <Button
            look="quiet"
            disabled={disabled || !fitting.has(info)}
            onClick={() => actOnContainers(engine, info, selected)}
          >
            <info.icon aria-hidden />
            {info.label}
          </Button>
        </CommandTip>
      ))}
      <CommandTip command={removalOf(selected)}>
        <Button
          look="quiet"
          className="text-bad"
          disabled={disabled}
          onClick={() => removeContainers(engine, selected)}
        >
          <Trash2 aria-hidden />
          Remove
        </Button>
      </CommandTip>
      <IconButton icon={X} label="Clear selection" onClick={onClear} />
    </div>
  )
}
