import { Link } from '@tanstack/react-router'
import { Play, SlidersHorizontal } from 'lucide-react'
import { actCommand } from '../../../contract/container-commands.ts'
import type { Incarnation } from '../../../contract/index.ts'
import { Button, buttonClass } from '../../components/button.tsx'
import { CommandTip } from '../../components/command-tip.tsx'
import { useInventory } from '../../lib/inventory.ts'
import { ACTIONS, actOnContainers } from '../containers/index.ts'
import { editContainer } from '../edit/index.ts'

const START = ACTIONS.find(({ action }) => action === 'start')

type StoryActionsProps = { engine: string; run: Incarnation; disabled: boolean }

/** What can be done after it: more memory, another start, its log. Nothing where the container is gone. */
export function StoryActions({ engine, run, disabled }: StoryActionsProps) {
  const container = useInventory(engine, (inventory) => inventory.containers.byId).get(run.container)
  if (!container) return null
  return (
    <div className="flex flex-wrap gap-2 text-ink">
      {run.cause.kind === 'oom' ? (
        <Button disabled={disabled} onClick={() => editContainer('limits', engine, container)}>
          <SlidersHorizontal aria-hidden />
          Change limits…
        </Button>
      ) : null}
      {START?.states.includes(container.state) ? (
        <CommandTip command={actCommand({ action: 'start' }, [container.name])}>
          <Button disabled={disabled} onClick={() => actOnContainers(engine, START, [container])}>
            <Play aria-hidden />
            Start again
          </Button>
        </CommandTip>
      ) : null}
      <Link to="/containers/$id" params={{ id: container.id }} search={{ tab: 'logs' }} className={buttonClass()}>
        Whole log
      </Link>
    </div>
  )
}
