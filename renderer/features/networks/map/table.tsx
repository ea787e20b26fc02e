import { useState } from 'react'
import type { Engine, NetworkedContainer, NetworkMap } from '../../../../contract/index.ts'
import { Scroller } from '../../../components/scroller.tsx'
import { count } from '../../../lib/format.ts'
import { publishedPorts, stateWords } from '../../containers/index.ts'
import type { Hits } from './find.ts'
import { type Seat, seatsOf } from './layout.ts'
import { reachedFrom, rulesWords } from './panel.tsx'

type MapTableProps = { engine: Engine; map: NetworkMap; hits: Hits | undefined }

const HEADS = ['Container', 'State', 'Address', 'Found as', 'Published', 'Reaches']

/** The facts of the picture as tables, one for each network. */
export function MapTable({ engine, map, hits }: MapTableProps) {
  const seats = seatsOf(map).sort((a, b) => (a.container.name < b.container.name ? -1 : 1))
  const shown = map.networks
    .map((network) => ({
      network,
      members: seats.filter(
        (seat) =>
          seat.network === network.id &&
          (!hits || hits.networks.has(network.id) || hits.containers.has(seat.container.id)),
      ),
    }))
    .filter(({ network, members }) => !hits || hits.networks.has(network.id) || members.length > 0)
    .sort((a, b) => b.members.length - a.members.length || (a.network.name < b.network.name ? -1 : 1))
  return (
    <Scroller label="Networks and who is on them" className="p-4">
      <div className="mx-auto flex max-w-5xl flex-col gap-6">
        {shown.map(({ network, members }) => (
          <section key={network.id} aria-label={network.name}>
            <h2 className="flex flex-wrap items-baseline gap-x-3 font-semibold">
              <a href={`#/networks/${encodeURIComponent(network.id)}`} className="wrap-anywhere hover:underline">
                {network.name}
              </a>
              <span className="tnum font-normal text-ink-3 text-sm">
                {[network.driver, ...network.subnets, ...(network.internal ? ['internal'] : [])].join(' · ')}
              </span>
            </h2>
            <p className="text-ink-3 text-sm">
              {members.length === 0 ? 'No container is on it.' : rulesWords(network)}
            </p>
            {members.length > 0 ? (
              <div className="mt-1.5 overflow-x-auto">
                <table className="w-full min-w-xl border-collapse">
                  <thead className="text-left text-ink-3 text-sm">
                    <tr>
                      {HEADS.map((head) => (
                        <th key={head} scope="col" className="py-1 pr-4 font-medium">
                          {head}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {members.map((seat) => (
                      <Row key={seat.container.id} engine={engine} map={map} seat={seat} />
                    ))}
                  </tbody>
                </table>
              </div>
            ) : null}
          </section>
        ))}
      </div>
    </Scroller>
  )
}

type RowProps = { engine: Engine; map: NetworkMap; seat: Seat }

function Row({ engine, map, seat: { container: member, endpoint: place, owner } }: RowProps) {
  return (
    <tr className="border-line/60 border-t align-top">
      <th scope="row" className="py-1 pr-4 text-left font-medium">
        <a href={`#/containers/${encodeURIComponent(member.id)}`} className="wrap-anywhere hover:underline">
          {member.name}
        </a>
        {owner === undefined ? null : (
          <span className="block font-normal text-ink-3 text-sm">shares that of {owner}</span>
        )}
      </th>
      <td className="whitespace-nowrap py-1 pr-4 text-ink-2">{stateWords(member)}</td>
      <td className="tnum whitespace-nowrap py-1 pr-4 font-mono text-sm">
        {[place?.address, place?.address6].filter(Boolean).join(', ') || '–'}
      </td>
      <td className="wrap-anywhere py-1 pr-4 text-ink-2 text-sm">{place?.names.join(', ') || '–'}</td>
      <td className="tnum py-1 pr-4 text-sm">
        {publishedPorts(member.ports, engine.address)
          .map(({ text }) => text)
          .join(', ') || '–'}
      </td>
      <td className="py-1 text-sm">
        <Reaches map={map} member={member} />
      </td>
    </tr>
  )
}

/** Whom it reaches, worked out when it is asked for: among thousands that is millions of answers. */
function Reaches({ map, member }: { map: NetworkMap; member: NetworkedContainer }) {
  const [open, setOpen] = useState(false)
  const reached = open ? reachedFrom(map, member) : undefined
  return (
    <>
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} className="text-accent hover:underline">
        {reached ? count(reached.length, 'container') : 'Show'}
        <span className="sr-only"> that {member.name} reaches</span>
      </button>
      {reached && reached.length > 0 ? (
        <ul className="wrap-anywhere mt-0.5 text-ink-2">
          {reached.map(({ container, host }) => (
            <li key={container.id}>
              {container.name} <span className="text-ink-3">as {host}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  )
}
