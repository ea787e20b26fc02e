import { Cable, Route, Unplug } from 'lucide-react'
import type { NetworkDetail, NetworkedContainer } from '../../../../contract/index.ts'
import { disconnectCommand } from '../../../../contract/network-commands.ts'
import { Dot } from '../../../components/badge.tsx'
import { Button } from '../../../components/button.tsx'
import { CommandTip } from '../../../components/command-tip.tsx'
import { CopyButton } from '../../../components/copy-button.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { IconButton } from '../../../components/icon-button.tsx'
import { Scroller } from '../../../components/scroller.tsx'
import { leave } from '../../../lib/join-network.ts'
import { checkReach, connectContainers } from '../../../lib/network-asked.ts'
import { stateTone, stateWords } from '../../containers/index.ts'
import { canJoin } from '../network-menu-items.tsx'
import { Detail } from './detail.tsx'
import type { TabProps } from './tabs.ts'

/** Who is on the network: with which address, under which names. */
export function ContainersTab(props: TabProps) {
  const { engine, network, stale } = props
  return (
    <Detail {...props}>
      {(detail) =>
        detail.containers.length === 0 ? (
          <EmptyState
            icon={Cable}
            title="No container is on it"
            actions={
              canJoin(network) ? (
                <Button disabled={stale} onClick={() => connectContainers(engine, { network: network.id })}>
                  Connect…
                </Button>
              ) : null
            }
          >
            {canJoin(network)
              ? 'Connect one that is there, or choose this network when you run one.'
              : 'A container is put on it when it is made, and stays on it.'}
          </EmptyState>
        ) : (
          <Scroller label="Containers of this network" className="p-4">
            <Members {...props} detail={detail} />
          </Scroller>
        )
      }
    </Detail>
  )
}

/** The containers of a network as a table. */
export function Members({ engine, network, members, stale, detail }: TabProps & { detail: NetworkDetail }) {
  if (detail.containers.length === 0) return <p className="text-ink-3">None.</p>
  const listed = new Map(members.map((member) => [member.id, member]))
  return (
    <table className="w-full border-collapse">
      <thead className="text-left text-ink-3 text-sm max-md:sr-only">
        <tr>
          <th scope="col" className="py-1 pr-3 font-medium">
            Container
          </th>
          <th scope="col" className="py-1 pr-3 font-medium">
            Address
          </th>
          <th scope="col" className="py-1 pr-3 font-medium">
            Found as
          </th>
          <th scope="col">
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {[...detail.containers]
          .sort((a, b) => (a.name < b.name ? -1 : 1))
          .map((one) => {
            const container = listed.get(one.id)
            return (
              <tr key={one.id} className="border-line/60 border-t align-top max-md:flex max-md:flex-wrap max-md:py-1">
                <td className="py-1.5 pr-3 max-md:w-full">
                  <span className="flex min-w-0 items-center gap-2">
                    {container ? <Dot tone={stateTone(container)} /> : null}
                    <a
                      href={`#/containers/${encodeURIComponent(one.id)}`}
                      className="wrap-anywhere min-w-0 font-medium hover:underline"
                    >
                      {one.name}
                    </a>
                    {container && container.state !== 'running' ? (
                      <span className="shrink-0 text-ink-3 text-sm">{stateWords(container)}</span>
                    ) : null}
                  </span>
                </td>
                <td className="py-1.5 pr-3">
                  <Addresses one={one} network={network.id} />
                </td>
                <td className="py-1.5 pr-3">
                  <Names one={one} network={network.id} />
                </td>
                <td className="py-1 text-right">
                  <span className="inline-flex">
                    <IconButton
                      icon={Route}
                      label={`What reaches ${one.name}?`}
                      onClick={() => checkReach(engine, { to: one.id })}
                    />
                    {canJoin(network) ? (
                      <CommandTip command={disconnectCommand(network.name, [one.name])}>
                        <Button
                          look="quiet"
                          size="small"
                          className="my-0.5"
                          aria-label={`Disconnect ${one.name}`}
                          disabled={stale}
                          onClick={() => void leave(engine, network, [one])}
                        >
                          <Unplug aria-hidden />
                          Disconnect
                        </Button>
                      </CommandTip>
                    ) : null}
                  </span>
                </td>
              </tr>
            )
          })}
      </tbody>
    </table>
  )
}

type OfOne = { one: NetworkedContainer; network: string }
const placeOf = ({ one, network }: OfOne) => one.endpoints.find((place) => place.network === network)

function Addresses(props: OfOne) {
  const place = placeOf(props)
  const known = [place?.address, place?.address6].filter((address) => address !== undefined)
  const fixed = [place?.fixed.ip, place?.fixed.ip6].filter((address) => address !== undefined)
  if (known.length === 0)
    return (
      <span className="text-ink-3 text-sm">{fixed.length > 0 ? `${fixed.join(', ')} when it runs` : 'None now'}</span>
    )
  return (
    <span className="flex flex-col">
      {known.map((address) => (
        <span key={address} className="flex items-center gap-1">
          <code className="tnum font-mono text-sm">{address}</code>
          <CopyButton text={address} label={`Copy ${address}`} className="-my-1 size-6" />
          {fixed.includes(address) ? <span className="text-ink-3 text-sm">fixed</span> : null}
        </span>
      ))}
    </span>
  )
}

function Names(props: OfOne) {
  const names = placeOf(props)?.names ?? []
  if (names.length === 0) return <span className="text-ink-3 text-sm">Its address alone</span>
  return (
    <span className="flex flex-wrap gap-1">
      {names.map((name) => (
        <code key={name} className="wrap-anywhere rounded bg-hover px-1 font-mono text-sm">
          {name}
        </code>
      ))}
    </span>
  )
}
