import { clsx } from 'clsx'
import { Waypoints } from 'lucide-react'
import { memo, use } from 'react'
import { Dot } from '../../../components/badge.tsx'
import { stateTone, stateWords } from '../../containers/index.ts'
import { CARD, type Card } from './layout.ts'
import { MapContext } from './map-state.ts'
import { spotKey } from './moves.ts'

/** What a dragged container is called on its way. */
export const DRAGGED = 'application/x-slipway-container'

/** More ports are in the panel. */
const SHOWN_PORTS = 1

/** A container on one of its networks. */
export const ContainerCard = memo(function ContainerCard({ box, card }: { box: string; card: Card }) {
  const state = use(MapContext)
  if (!state) return null
  const { container, endpoint, owner, x, y } = card
  const { chosen, lit, active, far, choose, open, onFocus } = state
  const key = spotKey(box, container.id)
  const isChosen = chosen?.kind === 'container' && chosen.id === container.id
  const dim = lit !== undefined && !lit.containers.has(container.id)
  const lives = container.state === 'running' || container.state === 'paused'
  const published = [
    ...new Set(container.ports.flatMap((port) => (port.public === undefined ? [] : [`:${port.public}`]))),
  ]
  const address = endpoint?.address ?? endpoint?.address6
  const several = container.endpoints.length > 1
  return (
    <button
      type="button"
      data-spot={key}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.setData(DRAGGED, container.id)
        event.dataTransfer.effectAllowed = 'link'
      }}
      tabIndex={active === key ? 0 : -1}
      aria-pressed={isChosen}
      onFocus={() => onFocus(key)}
      onClick={() => choose({ kind: 'container', id: container.id })}
      onDoubleClick={() => open({ kind: 'container', id: container.id })}
      style={{ left: x, top: y, width: CARD.width, height: CARD.height }}
      className={clsx(
        'nodrag nopan absolute flex flex-col justify-center rounded-lg border bg-raised px-2.5 text-left transition-opacity duration-150',
        isChosen ? 'border-accent shadow-[0_0_0_1px_var(--accent)]' : 'border-line hover:border-line-strong/60',
        dim ? 'opacity-30' : lives ? 'shadow-xs' : 'bg-surface! text-ink-3',
      )}
    >
      {far ? (
        <span className="flex items-center gap-5 pl-2 text-[22px] leading-7">
          <span className="scale-[2.2]">
            <Dot tone={stateTone(container)} />
          </span>
          <span className="min-w-0 flex-1 truncate">{container.name}</span>
        </span>
      ) : (
        <>
          <span className="flex items-center gap-2">
            <Dot tone={stateTone(container)} />
            <span className={clsx('min-w-0 flex-1 truncate leading-[18px]', lives && 'font-medium')}>
              {container.name}
            </span>
            {several ? <Waypoints className="size-3.5 shrink-0 text-ink-3" aria-hidden /> : null}
            {published.slice(0, SHOWN_PORTS).map((port) => (
              <span key={port} className="tnum shrink-0 rounded bg-accent-soft px-1 font-medium text-accent text-xs">
                {port}
                {published.length > SHOWN_PORTS ? ` +${published.length - SHOWN_PORTS}` : ''}
              </span>
            ))}
          </span>
          <span
            className={clsx(
              'tnum truncate pl-4 text-[11px] text-ink-3 leading-4',
              address && owner === undefined && 'font-mono',
            )}
          >
            {placeWords(card)}
          </span>
        </>
      )}
      <span className="sr-only">
        {[
          ...(address === undefined ? [] : [stateWords(container)]),
          ...(several ? [`on ${container.endpoints.length} networks`] : []),
        ].join(', ')}
      </span>
    </button>
  )
})

/** Where it is on the network, in a few words. */
function placeWords({ container, endpoint, owner }: Card): string {
  if (owner !== undefined) return `shares the network of ${owner}`
  if (container.namespace.kind === 'host') return 'the computer’s own addresses'
  return endpoint?.address ?? endpoint?.address6 ?? stateWords(container)
}
