import { useNavigate } from '@tanstack/react-router'
import { GitCompareArrows, Trash2 } from 'lucide-react'
import type { Container } from '../../../../contract/index.ts'
import { Button } from '../../../components/button.tsx'
import { CommandTip } from '../../../components/command-tip.tsx'
import { SelectionBar } from '../../../components/list/selection-bar.tsx'
import { actOnContainers, fittingCommand } from '../act-on.ts'
import { ACTIONS, actionsFor } from '../actions.ts'
import { removalOf } from '../remove/removal.ts'
import { removeContainers } from '../removing.ts'

type BulkBarProps = { engine: string; selected: readonly Container[]; disabled: boolean; onClear: () => void }

/** More curves than this have no colours of their own. */
const MOST_COMPARED = 8

/** What can be done to the chosen containers. */
export function BulkBar({ engine, selected, disabled, onClear }: BulkBarProps) {
  const navigate = useNavigate()
  const fitting = new Set(actionsFor(selected))
  const [first, ...others] = selected.filter(({ state }) => state === 'running').slice(0, MOST_COMPARED)
  const compare = () => {
    if (!first) return
    const search = { tab: 'stats', range: 'live', with: others.map(({ id }) => id).join(' ') }
    void navigate({ to: '/containers/$id', params: { id: first.id }, search })
  }
  return (
    <SelectionBar label="Chosen containers" count={selected.length} onClear={onClear}>
      {ACTIONS.map((info) => (
        <CommandTip key={info.action} command={fittingCommand(info, selected)}>
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
      <Button look="quiet" disabled={others.length === 0} onClick={compare}>
        <GitCompareArrows aria-hidden />
        Compare
      </Button>
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
    </SelectionBar>
  )
}
