import { ViewportPortal } from '@xyflow/react'
import { clsx } from 'clsx'
import { use } from 'react'
import { type Picture, pathOf } from './layout.ts'
import { MapContext } from './map-state.ts'

/** The lines between the places of one container, under the boxes’ cards and over the boxes. */
export function Links({ picture: { links, width, height } }: { picture: Picture }) {
  const state = use(MapContext)
  if (!state) return null
  const { chosen, lit } = state
  const isStrong = (container: string) => chosen?.kind === 'container' && chosen.id === container
  const isDim = (container: string) => lit !== undefined && !lit.containers.has(container)
  return (
    <ViewportPortal>
      <svg
        aria-hidden
        width={width}
        height={height}
        className="pointer-events-none absolute top-0 left-0 overflow-visible"
      >
        {links.map((link) => (
          <g
            key={link.id}
            className={clsx(
              'fill-none transition-opacity duration-150',
              isStrong(link.container) ? 'stroke-accent' : 'stroke-line-strong',
              isDim(link.container) ? 'opacity-10' : isStrong(link.container) ? '' : 'opacity-60',
            )}
          >
            <path d={pathOf(link)} strokeWidth={isStrong(link.container) ? 2 : 1.5} />
            {[link.from, link.to].map((end) => (
              <circle
                key={`${end.x} ${end.y}`}
                cx={end.x}
                cy={end.y}
                r={3}
                className={isStrong(link.container) ? 'fill-accent' : 'fill-line-strong'}
                strokeWidth={0}
              />
            ))}
          </g>
        ))}
      </svg>
    </ViewportPortal>
  )
}
