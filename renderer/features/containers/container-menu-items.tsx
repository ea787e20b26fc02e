import { useNavigate } from '@tanstack/react-router'
import { ArrowUpRight, Cable, Copy, History, Hourglass, Route, Trash2 } from 'lucide-react'
import { waitCommand } from '../../../contract/container-commands.ts'
import type { Container } from '../../../contract/index.ts'
import { commandLine } from '../../../contract/shell.ts'
import { MenuItem, MenuLine } from '../../components/menu.tsx'
import { checkReach, connectContainers } from '../../lib/network-asked.ts'
import { asProblem } from '../../lib/problem.ts'
import { fillFrom } from '../../lib/run-draft.ts'
import { toastProblem } from '../../lib/toasts.ts'
import { editContainer, editsFor, waitFor } from '../edit/index.ts'
import { actOnContainers, fittingCommand } from './act-on.ts'
import { actionsFor } from './actions.ts'
import { removalOf, runs } from './remove/removal.ts'
import { removeContainers } from './removing.ts'

type ContainerMenuItemsProps = { engine: string; containers: readonly Container[]; disabled: boolean; open?: boolean }

/** What can be done to one container or to several, as lines of a menu. */
export function ContainerMenuItems({ engine, containers, disabled, open = true }: ContainerMenuItemsProps) {
  const navigate = useNavigate()
  const [first] = containers
  const one = containers.length === 1 ? first : undefined
  const lives = containers.filter(runs)
  const fill = async (container: Container, recreate: boolean) => {
    if (await fillFrom(engine, container, recreate)) await navigate({ to: '/run' })
  }
  return (
    <>
      {one && open ? (
        <>
          <MenuItem
            icon={ArrowUpRight}
            keys="Enter"
            onClick={() => void navigate({ to: '/containers/$id', params: { id: one.id } })}
          >
            Open
          </MenuItem>
          <MenuLine />
        </>
      ) : null}
      {actionsFor(containers).map((info) => (
        <MenuItem
          key={info.action}
          icon={info.icon}
          disabled={disabled}
          command={fittingCommand(info, containers)}
          onClick={() => actOnContainers(engine, info, containers)}
        >
          {info.label}
        </MenuItem>
      ))}
      {lives.length > 0 ? (
        <MenuItem
          icon={Hourglass}
          disabled={disabled}
          command={waitCommand(lives.map(({ name }) => name))}
          onClick={() => waitFor(engine, lives)}
        >
          {containers.length === 1 ? 'Wait until it ends' : 'Wait until they end'}
        </MenuItem>
      ) : null}
      {one ? (
        <>
          <MenuItem
            icon={History}
            onClick={() => void navigate({ to: '/what-happened', search: { container: one.id } })}
          >
            What happened?
          </MenuItem>
          <MenuLine />
          <MenuItem
            icon={Cable}
            disabled={disabled}
            command={commandLine(['docker', 'network', 'connect', 'NETWORK', one.name])}
            onClick={() => connectContainers(engine, { containers: [one.id] })}
          >
            Connect to a network…
          </MenuItem>
          <MenuItem icon={Route} onClick={() => checkReach(engine, { from: one.id })}>
            Can it reach…
          </MenuItem>
          <MenuLine />
          {editsFor(one).map(({ edit, label, command }) => (
            <MenuItem key={edit} disabled={disabled} command={command} onClick={() => editContainer(edit, engine, one)}>
              {label}
            </MenuItem>
          ))}
          <MenuItem disabled={disabled} onClick={() => void fill(one, false)}>
            Duplicate…
          </MenuItem>
          <MenuItem disabled={disabled} onClick={() => void fill(one, true)}>
            Edit and recreate…
          </MenuItem>
          <MenuLine />
          <MenuItem icon={Copy} onClick={() => copy(one.name)}>
            Copy name
          </MenuItem>
          <MenuItem icon={Copy} onClick={() => copy(one.id)}>
            Copy ID
          </MenuItem>
        </>
      ) : null}
      <MenuLine />
      <MenuItem
        icon={Trash2}
        keys="Delete"
        danger
        disabled={disabled}
        command={removalOf(containers)}
        onClick={() => removeContainers(engine, containers)}
      >
        Remove
      </MenuItem>
    </>
  )
}

function copy(text: string): void {
  navigator.clipboard.writeText(text).catch((error) => toastProblem(asProblem(error, 'It could not be copied.')))
}
