import { useNavigate } from '@tanstack/react-router'
import { ArrowUpRight, Braces, Cable, Copy, Trash2, Waypoints } from 'lucide-react'
import type { Network } from '../../../contract/index.ts'
import { removeNetworksCommand } from '../../../contract/network-commands.ts'
import { commandLine } from '../../../contract/shell.ts'
import { MenuItem, MenuLine } from '../../components/menu.tsx'
import { connectContainers, removeNetworks } from '../../lib/network-asked.ts'
import { asProblem } from '../../lib/problem.ts'
import { toastProblem } from '../../lib/toasts.ts'

type NetworkMenuItemsProps = { engine: string; networks: readonly Network[]; disabled: boolean; open?: boolean }

/** What can be done to one network or to several, as lines of a menu. */
export function NetworkMenuItems({ engine, networks, disabled, open = true }: NetworkMenuItemsProps) {
  const navigate = useNavigate()
  const [first] = networks
  const one = networks.length === 1 ? first : undefined
  const removable = networks.filter(({ builtIn }) => !builtIn)
  const goTo = ({ id }: Network, tab?: string) =>
    void navigate({ to: '/networks/$id', params: { id }, search: tab === undefined ? {} : { tab } })
  return (
    <>
      {one ? (
        <>
          {open ? (
            <MenuItem icon={ArrowUpRight} keys="Enter" onClick={() => goTo(one)}>
              Open
            </MenuItem>
          ) : null}
          <MenuItem icon={Waypoints} onClick={() => void navigate({ to: '/networks/map', search: { show: one.id } })}>
            Show on the map
          </MenuItem>
          {open ? (
            <MenuItem
              icon={Braces}
              command={commandLine(['docker', 'network', 'inspect', one.name])}
              onClick={() => goTo(one, 'inspect')}
            >
              Inspect
            </MenuItem>
          ) : null}
          {canJoin(one) ? (
            <MenuItem
              icon={Cable}
              disabled={disabled}
              command={commandLine(['docker', 'network', 'connect', one.name, 'CONTAINER'])}
              onClick={() => connectContainers(engine, { network: one.id })}
            >
              Connect containers…
            </MenuItem>
          ) : null}
          <MenuLine />
          <MenuItem icon={Copy} onClick={() => copy(one.name)}>
            Copy name
          </MenuItem>
          <MenuItem icon={Copy} onClick={() => copy(one.id)}>
            Copy ID
          </MenuItem>
          {one.subnets.map((subnet) => (
            <MenuItem key={subnet} icon={Copy} onClick={() => copy(subnet)}>
              Copy {subnet}
            </MenuItem>
          ))}
          <MenuLine />
        </>
      ) : null}
      <MenuItem
        icon={Trash2}
        keys="Delete"
        danger
        disabled={disabled || removable.length === 0}
        command={removable.length > 0 ? removeNetworksCommand(removable.map(({ name }) => name)) : undefined}
        onClick={() => removeNetworks(engine, networks)}
      >
        Remove
      </MenuItem>
    </>
  )
}

/** Whether containers can be put on it while they are there: not on the computer’s own network, nor on none. */
export const canJoin = ({ driver, builtIn }: Pick<Network, 'driver' | 'builtIn'>): boolean =>
  !(builtIn && (driver === 'host' || driver === 'null'))

function copy(text: string): void {
  navigator.clipboard.writeText(text).catch((error) => toastProblem(asProblem(error, 'It could not be copied.')))
}
