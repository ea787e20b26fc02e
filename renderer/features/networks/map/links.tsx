import { ViewportPortal } from '@xyflow/react'
import { clsx } from 'clsx'
import { use } from 'react'
import { type Picture, pathOf } from './layout.ts'
import { MapContext } from './map-state.ts'

/** The lines between the places of one container: under the networks, those of the chosen one over them. */
export function Links({ picture }: { picture: Picture }) {
  const state = use(MapContext)
  if (!state) return null
  const { chosen, lit } = state
  const strong = picture.links.filter(({ container }) => chosen?.kind === 'container' && chosen.id === container)
  return (
    <ViewportPortal>
      <Lines
        picture={picture}
        links={picture.links}
        className="-z-10 stroke-line-strong"
        isDim={(container) => lit !== undefined && !lit.containers.has(container)}
      />
      <Lines picture={picture} links={strong} className="z-10 stroke-accent" isDim={() => false} whole />
    </ViewportPortal>
  )
}

type LinesProps = {
  picture: Picture
  links: Picture['links']
  className: string
  isDim: (container: string) => boolean
  whole?: boolean
}

function Lines({ picture: { width, height }, links, className, isDim, whole = false }: LinesProps) {
  return (
    <svg
      aria-hidden
      width={width}
      height={height}
      className={clsx('pointer-events-none absolute top-0 left-0 overflow-visible fill-none', className)}
    >
      {links.map((link) => (
        <g
          key={link.id}
          strokeWidth={1.75}
          className={clsx('transition-opacity duration-150', isDim(link.container) && 'opacity-15')}
        >
          <path d={pathOf(link, whole)} />
          {[link.from, link.to].map((end) => (
            <circle
              key={`${end.x} ${end.y}`}
              cx={whole ? end.card : end.x}
              cy={end.y}
              r={2.5}
              className="fill-current"
            />
          ))}
        </g>
      ))}
    </svg>
  )
}
