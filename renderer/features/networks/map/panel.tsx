import { Link } from '@tanstack/react-router'
import { Cable, Route, Unplug, X } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import type { Engine, NetworkedContainer, NetworkMap, NetworkRules } from '../../../../contract/index.ts'
import { disconnectCommand } from '../../../../contract/network-commands.ts'
import { reachIn, usualPort } from '../../../../contract/reach.ts'
import { Badge } from '../../../components/badge.tsx'
import { Button, buttonClass } from '../../../components/button.tsx'
import { CommandTip } from '../../../components/command-tip.tsx'
import { IconButton } from '../../../components/icon-button.tsx'
import { Scroller } from '../../../components/scroller.tsx'
import { count } from '../../../lib/format.ts'
import { leave } from '../../../lib/join-network.ts'
import { checkReach, connectContainers } from '../../../lib/network-asked.ts'
import { publishedPorts, stateTone, stateWords } from '../../containers/index.ts'
import { canJoin } from '../network-menu-items.tsx'
import type { Chosen } from './map-state.ts'

type PanelProps = {
  engine: Engine
  map: NetworkMap
  chosen: Chosen
  stale: boolean
  onChoose: (chosen: Chosen | undefined) => void
}

/** What is chosen, in words, and what can be done with it. */
export function Panel(props: PanelProps) {
  const { map, chosen, onChoose } = props
  const container = chosen.kind === 'container' ? map.containers.find(({ id }) => id === chosen.id) : undefined
  const network = chosen.kind === 'network' ? map.networks.find(({ id }) => id === chosen.id) : undefined
  const name = container?.name ?? network?.name
  if (name === undefined) return null
  return (
    <aside
      aria-label={name}
      className="flex w-80 shrink-0 flex-col border-line border-l bg-surface max-lg:w-72 max-md:absolute max-md:inset-x-0 max-md:bottom-0 max-md:z-10 max-md:max-h-[60%] max-md:w-auto max-md:border-t max-md:border-l-0 max-md:shadow-popup"
    >
      <header className="flex items-start gap-2 px-4 pt-3 pb-2">
        <h2 className="wrap-anywhere min-w-0 flex-1 font-semibold text-lg">{name}</h2>
        <IconButton icon={X} label="Close" onClick={() => onChoose(undefined)} />
      </header>
      <Scroller label={`About ${name}`} className="px-4 pb-4">
        {container ? <OfContainer {...props} container={container} /> : null}
        {network ? <OfNetwork {...props} network={network} /> : null}
      </Scroller>
    </aside>
  )
}

function OfContainer({ engine, map, container, stale, onChoose }: PanelProps & { container: NetworkedContainer }) {
  const reached = useMemo(() => reachedFrom(map, container), [map, container])
  const networks = new Map(map.networks.map((one) => [one.id, one]))
  const ports = publishedPorts(container.ports, engine.address)
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <Badge tone={stateTone(container)}>{stateWords(container)}</Badge>
        <span className="wrap-anywhere min-w-0 text-ink-3">{container.image}</span>
      </div>
      <div className="flex flex-wrap gap-2">
        <Link to="/containers/$id" params={{ id: container.id }} className={buttonClass('plain', 'small')}>
          Open
        </Link>
        <Button
          size="small"
          disabled={stale}
          onClick={() => connectContainers(engine.id, { containers: [container.id] })}
        >
          <Cable aria-hidden />
          Connect…
        </Button>
        <Button size="small" onClick={() => checkReach(engine.id, { from: container.id })}>
          <Route aria-hidden />
          Can it reach…
        </Button>
      </div>
      {ports.length > 0 ? (
        <Part title="Published">
          <ul className="flex flex-wrap gap-x-3 gap-y-1">
            {ports.map(({ text, href }) => (
              <li key={text}>
                {href === undefined ? (
                  <span className="tnum">{text}</span>
                ) : (
                  <a href={href} target="_blank" rel="noreferrer" className="tnum text-accent hover:underline">
                    {text}
                  </a>
                )}
              </li>
            ))}
          </ul>
        </Part>
      ) : null}
      <Part title="Networks">
        {container.endpoints.length === 0 ? <p className="text-ink-3">{namespaceWords(container, map)}</p> : null}
        <ul className="flex flex-col gap-2.5">
          {container.endpoints.map((place) => {
            const network = networks.get(place.network)
            return (
              <li key={place.network} className="flex items-start gap-2">
                <div className="min-w-0 flex-1">
                  <button
                    type="button"
                    className="wrap-anywhere text-left font-medium hover:underline"
                    onClick={() => onChoose({ kind: 'network', id: place.network })}
                  >
                    {network?.name ?? place.network}
                  </button>
                  <p className="tnum wrap-anywhere font-mono text-ink-2 text-sm">
                    {[place.address, place.address6].filter(Boolean).join(', ') || 'no address now'}
                  </p>
                  {place.names.length > 0 ? (
                    <p className="wrap-anywhere text-ink-3 text-sm">found as {place.names.join(', ')}</p>
                  ) : null}
                </div>
                {network && canJoin(network) ? (
                  <CommandTip command={disconnectCommand(network.name, [container.name])}>
                    <button
                      type="button"
                      aria-label={`Disconnect from ${network.name}`}
                      disabled={stale}
                      onClick={() => void leave(engine.id, network, [container])}
                      className="inline-flex size-6 shrink-0 items-center justify-center rounded-md text-ink-3 hover:bg-pressed hover:text-ink disabled:opacity-40"
                    >
                      <Unplug className="size-3.5" aria-hidden />
                    </button>
                  </CommandTip>
                ) : null}
              </li>
            )
          })}
        </ul>
      </Part>
      <Part title={`Reaches ${count(reached.length, 'container')}`}>
        <ul className="flex flex-col gap-1">
          {reached.map(({ container: other, host }) => (
            <li key={other.id} className="flex items-baseline gap-2">
              <button
                type="button"
                className="wrap-anywhere min-w-0 flex-1 text-left hover:underline"
                onClick={() => onChoose({ kind: 'container', id: other.id })}
              >
                {other.name}
              </button>
              <code className="wrap-anywhere max-w-[55%] text-right font-mono text-ink-3 text-xs">{host}</code>
            </li>
          ))}
        </ul>
      </Part>
    </div>
  )
}

function namespaceWords({ namespace }: NetworkedContainer, { containers }: NetworkMap): string {
  if (namespace.kind === 'shared') {
    const owner = containers.find(({ id }) => id === namespace.container)
    return `It shares the network of ${owner?.name ?? 'another container'}.`
  }
  return namespace.kind === 'host' ? 'It uses the computer’s own network.' : 'It is on none.'
}

/** Whom a container reaches, by which name or address. */
export function reachedFrom(map: NetworkMap, from: NetworkedContainer) {
  const ask = reachIn(map)
  return map.containers
    .filter(({ id }) => id !== from.id)
    .flatMap((container) => {
      const answer = ask({ from: from.id, to: container.id, port: usualPort(container), protocol: 'tcp' })
      const [way] = answer.ways
      return answer.verdict === 'yes' && way ? [{ container, host: `${way.host}` }] : []
    })
    .sort((a, b) => (a.container.name < b.container.name ? -1 : 1))
}

function OfNetwork({ engine, map, network, stale, onChoose }: PanelProps & { network: NetworkRules }) {
  const members = map.containers.filter(({ endpoints }) => endpoints.some((place) => place.network === network.id))
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-2">
        {network.builtIn ? <Badge>Built in</Badge> : null}
        {network.internal ? <Badge tone="warn">Internal</Badge> : null}
        <span className="tnum wrap-anywhere text-ink-3">
          {[network.driver, network.scope, ...network.subnets].join(' · ')}
        </span>
      </div>
      <p className="text-ink-2">{rulesWords(network)}</p>
      <div className="flex flex-wrap gap-2">
        <Link to="/networks/$id" params={{ id: network.id }} className={buttonClass('plain', 'small')}>
          Open
        </Link>
        {canJoin(network) ? (
          <Button size="small" disabled={stale} onClick={() => connectContainers(engine.id, { network: network.id })}>
            <Cable aria-hidden />
            Connect…
          </Button>
        ) : null}
      </div>
      <Part title={count(members.length, 'container')}>
        <ul className="flex flex-col gap-1">
          {members.map((member) => (
            <li key={member.id} className="flex items-baseline gap-2">
              <button
                type="button"
                className="wrap-anywhere min-w-0 flex-1 text-left hover:underline"
                onClick={() => onChoose({ kind: 'container', id: member.id })}
              >
                {member.name}
              </button>
              <code className="tnum shrink-0 font-mono text-ink-3 text-xs">
                {member.endpoints.find((place) => place.network === network.id)?.address ?? stateWords(member)}
              </code>
            </li>
          ))}
        </ul>
      </Part>
    </div>
  )
}

/** What holds between those on a network, in a sentence. */
export function rulesWords({ driver, dns, open, internal }: NetworkRules): string {
  if (driver === 'host') return 'Containers use the computer’s own network: what they listen on is open there.'
  if (driver === 'null') return 'Containers have no network at all.'
  const among = !open
    ? 'Its containers are kept apart: they reach only what is published.'
    : dns
      ? 'Its containers reach one another by name.'
      : 'Its containers reach one another by address alone; it has no names.'
  return internal ? `${among} There is no way out of it.` : among
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1 font-medium text-ink-3 text-sm">{title}</h3>
      {children}
    </section>
  )
}
