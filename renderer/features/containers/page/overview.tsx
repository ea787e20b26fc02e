import { Link } from '@tanstack/react-router'
import { Cable } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Container, ContainerDetail, Engine } from '../../../../contract/index.ts'
import { commandLine } from '../../../../contract/shell.ts'
import { Button } from '../../../components/button.tsx'
import { CopyButton } from '../../../components/copy-button.tsx'
import { Facts } from '../../../components/facts.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { Scroller } from '../../../components/scroller.tsx'
import { Section } from '../../../components/section.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { useNow } from '../../../lib/clock.ts'
import { useContainerDetail } from '../../../lib/container-detail.ts'
import { ago, cpu, duration, memory, moment, shortId } from '../../../lib/format.ts'
import { useNetworks, useVolumes } from '../../../lib/inventory.ts'
import { connectContainers } from '../../../lib/network-asked.ts'
import { asProblem } from '../../../lib/problem.ts'
import { useUsage, useUsageFeed } from '../../stats/index.ts'
import { publishedPorts } from '../ports.ts'
import { stateWords } from '../state-words.ts'
import { ending } from './ending.ts'

type OverviewProps = { engine: Engine; container: Container }

/** How a container is, and what it is connected to. */
export function Overview({ engine, container }: OverviewProps) {
  const { data, error, refetch } = useContainerDetail(engine.id, container)
  useUsageFeed(engine, container.state === 'running' ? [container.id] : [])
  if (error) {
    const problem = asProblem(error, `${container.name} could not be inspected.`)
    return <ProblemView page problem={problem} onRetry={() => void refetch()} />
  }
  if (!data) return <SkeletonLines label="Loading the container" />
  return (
    <Scroller label="Overview">
      <div className="mx-auto flex max-w-4xl flex-col gap-4 p-4">
        <State container={container} detail={data} />
        <Ports engine={engine} container={container} />
        <Mounts engine={engine.id} mounts={data.mounts} />
        <Networks engine={engine.id} container={container} networks={data.networks} />
      </div>
    </Scroller>
  )
}

function State({ container, detail }: { container: Container; detail: ContainerDetail }) {
  const { id, image, state, stack, service, created } = container
  const usage = useUsage(id)
  const live = state === 'running' ? usage : undefined
  const end = ending(detail)
  return (
    <Section title="State">
      {end ? <p className="rounded-md bg-bad-soft px-3 py-2 text-bad">{end}</p> : null}
      <Facts
        facts={[
          { name: 'State', value: stateWords(container) },
          { name: 'CPU', value: live ? `${cpu(live.cpu)} of one core` : '–' },
          { name: 'Image', value: <span className="wrap-anywhere">{image}</span> },
          { name: 'Memory', value: live ? memoryWords(live.memory, live.memoryLimit) : '–' },
          {
            name: 'ID',
            value: (
              <span className="flex items-center gap-1">
                <code className="font-mono text-sm">{shortId(id)}</code>
                <CopyButton text={id} label="Copy ID" className="-my-1 size-6" />
              </span>
            ),
          },
          { name: 'Created', value: <When time={created} /> },
          ...(detail.started === undefined ? [] : [{ name: 'Started', value: <When time={detail.started} /> }]),
          ...(detail.finished === undefined || state === 'running'
            ? []
            : [{ name: 'Ended', value: <When time={detail.finished} /> }]),
          ...(state === 'running' && detail.started !== undefined
            ? [{ name: 'Up for', value: <Since time={detail.started} /> }]
            : []),
          { name: 'Restarts', value: `${detail.restarts} (policy: ${detail.restartPolicy || 'no'})` },
          ...(stack === undefined ? [] : [{ name: 'Stack', value: service ? `${stack}, service ${service}` : stack }]),
          { name: 'Command', value: <Command detail={detail} /> },
        ]}
      />
      {detail.health?.last ? (
        <div>
          <h3 className="text-ink-3">Last health check</h3>
          <pre className="mt-1 max-h-32 overflow-y-auto whitespace-pre-wrap break-words rounded-md bg-hover px-2 py-1 font-mono text-sm">
            {detail.health.last}
          </pre>
        </div>
      ) : null}
    </Section>
  )
}

function Command({ detail: { entrypoint, command } }: { detail: ContainerDetail }) {
  const words = [...entrypoint, ...command]
  if (words.length === 0) return <span className="text-ink-3">None</span>
  return <code className="wrap-anywhere font-mono text-sm">{commandLine(words)}</code>
}

function memoryWords(used: number, limit: number): string {
  return limit > 0 ? `${memory(used)} of ${memory(limit)}` : memory(used)
}

function When({ time }: { time: number }) {
  const text = useNow((now) => ago(time, now))
  return (
    <time dateTime={new Date(time).toISOString()}>
      {moment(time)} <span className="text-ink-3">({text})</span>
    </time>
  )
}

function Since({ time }: { time: number }) {
  return useNow((now) => duration(now - time))
}

function Ports({ engine, container }: OverviewProps) {
  const published = publishedPorts(container.ports, engine.address)
  const exposed = [
    ...new Set(
      container.ports.filter((port) => port.public === undefined).map((port) => `${port.private}/${port.protocol}`),
    ),
  ]
  return (
    <Section title="Ports">
      {published.length === 0 ? <p className="text-ink-3">No port is published.</p> : null}
      <ul className="flex flex-wrap gap-x-6 gap-y-1">
        {published.map(({ text, href }) => (
          <li key={text} className="tnum">
            {href === undefined ? (
              text
            ) : (
              <a href={href} target="_blank" rel="noreferrer" className="text-accent hover:underline">
                {href} → {text.slice(text.indexOf(':') + 1)}
              </a>
            )}
          </li>
        ))}
      </ul>
      {exposed.length > 0 ? <p className="text-ink-3">Exposed, not published: {exposed.join(', ')}</p> : null}
    </Section>
  )
}

function Mounts({ engine, mounts }: { engine: string; mounts: ContainerDetail['mounts'] }) {
  const volumes = useVolumes(engine)
  return (
    <Section title="Mounts">
      <Table
        none="Nothing is mounted."
        head={['In the container', 'From', 'Kind', 'Access']}
        rows={mounts.map(({ destination, source, name, type, writable }) => ({
          key: destination,
          cells: [
            code(destination),
            type === 'volume' && volumes.some(({ id }) => id === name) ? (
              <VolumeLink key="from" name={name ?? ''} />
            ) : (
              code(name ?? source)
            ),
            type,
            writable ? 'Read and write' : 'Read only',
          ],
        }))}
      />
    </Section>
  )
}

type NetworksProps = { engine: string; container: Container; networks: ContainerDetail['networks'] }

function Networks({ engine, container, networks }: NetworksProps) {
  const known = useNetworks(engine)
  return (
    <Section
      title="Networks"
      actions={
        <Button size="small" look="quiet" onClick={() => connectContainers(engine, { containers: [container.id] })}>
          <Cable aria-hidden />
          Connect…
        </Button>
      }
    >
      <Table
        none="It is in no network."
        head={['Network', 'Address', 'Gateway', 'Aliases']}
        rows={networks.map(({ name, address, gateway, aliases }) => ({
          key: name,
          cells: [
            <NetworkLink key={name} name={name} id={known.find((one) => one.name === name)?.id} />,
            code(address || '–'),
            code(gateway || '–'),
            aliases.join(', ') || '–',
          ],
        }))}
      />
    </Section>
  )
}

type TableProps = {
  none: string
  head: readonly string[]
  rows: readonly { key: string; cells: readonly ReactNode[] }[]
}

function Table({ none, head, rows }: TableProps) {
  if (rows.length === 0) return <p className="text-ink-3">{none}</p>
  return (
    <table className="w-full text-left">
      <thead>
        <tr>
          {head.map((word) => (
            <th key={word} scope="col" className="pr-4 pb-1 font-medium text-ink-3 text-sm">
              {word}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells }) => (
          <tr key={key} className="align-top">
            {cells.map((cell, index) => (
              <td key={head[index]} className="break-words py-0.5 pr-4">
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const LINK = 'wrap-anywhere text-accent hover:underline'

function VolumeLink({ name }: { name: string }) {
  return (
    <Link to="/volumes/$name" params={{ name }} className={`${LINK} font-mono text-sm`}>
      {name}
    </Link>
  )
}

/** A network that is not known has no page. */
function NetworkLink({ name, id }: { name: string; id: string | undefined }) {
  if (id === undefined) return name
  return (
    <Link to="/networks/$id" params={{ id }} className={LINK}>
      {name}
    </Link>
  )
}

function code(text: string): ReactNode {
  return <code className="wrap-anywhere font-mono text-sm">{text}</code>
}
