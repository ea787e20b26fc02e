import { Trash2 } from 'lucide-react'
import type { Container } from '../../../../contract/index.ts'
import { Button } from '../../../components/button.tsx'
import { SelectionBar } from '../../../components/list/selection-bar.tsx'
import { actOnContainers } from '../act-on.ts'
import { ACTIONS, actionsFor } from '../actions.ts'
import { removeContainers } from '../removing.ts'

type BulkBarProps = { engine: string; selected: readonly Container[]; disabled: boolean; onClear: () => void }

/** What can be done to the chosen containers. */
export function BulkBar({ engine, selected, disabled, onClear }: BulkBarProps) {
  const fitting = new Set(actionsFor(selected))
  return (
    <SelectionBar label="Chosen containers" count={selected.length} onClear={onClear}>
      {ACTIONS.map((info) => (
        <Button
          key={info.action}
          look="quiet"
          disabled={disabled || !fitting.has(info)}
          onClick={() => actOnContainers(engine, info, selected)}
        >
          <info.icon aria-hidden />
          {info.label}
        </Button>
      ))}
      <Button look="quiet" className="text-bad" disabled={disabled} onClick={() => removeContainers(engine, selected)}>
        <Trash2 aria-hidden />
        Remove
      </Button>
    </SelectionBar>
  )
}
