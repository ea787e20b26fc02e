import type { Node, NodeProps } from '@xyflow/react'
import { clsx } from 'clsx'
import { Globe, Lock, Monitor } from 'lucide-react'
import { type DragEvent, memo, use, useState } from 'react'
import { count } from '../../../lib/format.ts'
import { canJoin } from '../network-menu-items.tsx'
import { ContainerCard, DRAGGED } from './container-card.tsx'
import { type Box, HEADER } from './layout.ts'
import { MapContext } from './map-state.ts'
import { spotKey } from './moves.ts'

export type BoxNode = Node<{ box: Box }, 'network'>

/** A network and all that are on it; a container that is dropped on it joins it. */
export const NetworkBox = memo(function NetworkBox({ data: { box } }: NodeProps<BoxNode>) {
  const state = use(MapContext)
  const [over, setOver] = useState(false)
  if (!state) return null
  const { network, cards, width, height } = box
  const { chosen, lit, active, far, choose, open, onFocus, onDrop } = state
  const isChosen = chosen?.kind === 'network' && chosen.id === network.id
  const dim = lit !== undefined && !lit.networks.has(network.id)
  const key = spotKey(box.id)
  const takes = (event: DragEvent) => canJoin(network) && event.dataTransfer.types.includes(DRAGGED)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is the mouse’s way; the keyboard’s is the dialog to connect.
    <div
      style={{ width, height }}
      onDragOver={(event) => {
        if (!takes(event)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={(event) => {
        if (!(event.relatedTarget instanceof Element) || !event.currentTarget.contains(event.relatedTarget))
          setOver(false)
      }}
      onDrop={(event) => {
        setOver(false)
        if (!takes(event)) return
        event.preventDefault()
        onDrop(event.dataTransfer.getData(DRAGGED), box)
      }}
      className={clsx(
        'rounded-xl border bg-surface transition-opacity duration-150',
        network.internal ? 'border-line-strong/70 border-dashed' : 'border-line',
        isChosen && 'border-accent! shadow-[0_0_0_1px_var(--accent)]',
        over && 'border-accent! bg-accent-soft!',
        dim && 'opacity-35',
      )}
    >
      <button
        type="button"
        data-spot={key}
        tabIndex={active === key ? 0 : -1}
        aria-pressed={isChosen}
        onFocus={() => onFocus(key)}
        onClick={() => choose({ kind: 'network', id: network.id })}
        onDoubleClick={() => open({ kind: 'network', id: network.id })}
        style={{ height: HEADER }}
        className="nodrag nopan flex w-full items-center gap-2 rounded-xl px-3.5 text-left -outline-offset-2"
      >
        {far ? (
          <span className="min-w-0 flex-1 truncate font-semibold text-[25px] leading-8">
            <span className="sr-only">Network </span>
            {network.name}
            <span className="sr-only">, {count(cards.length, 'container')}</span>
          </span>
        ) : (
          <>
            <OutIcon network={network} />
            <span className="min-w-0 flex-1">
              <span className="block truncate font-semibold leading-[18px]">
                <span className="sr-only">Network </span>
                {network.name}
              </span>
              <span className="tnum block truncate text-ink-3 text-xs leading-[15px]">
                {[network.driver, ...network.subnets].join(' · ')}
                {network.internal ? <span className="sr-only">, internal</span> : null}
              </span>
            </span>
            <span className="tnum shrink-0 text-ink-3 text-sm">
              {cards.length > 0 ? cards.length : 'Empty'}
              {cards.length > 0 ? <span className="sr-only"> containers</span> : null}
            </span>
          </>
        )}
      </button>
      {cards.map((card) => (
        <ContainerCard key={card.container.id} box={box.id} card={card} />
      ))}
    </div>
  )
})

function OutIcon({ network }: { network: Box['network'] }) {
  const look = 'size-4 shrink-0'
  if (network.driver === 'host') return <Monitor className={clsx(look, 'text-ink-3')} aria-hidden />
  if (network.internal || network.driver === 'null') return <Lock className={clsx(look, 'text-warn')} aria-hidden />
  return <Globe className={clsx(look, 'text-ink-3')} aria-hidden />
}
