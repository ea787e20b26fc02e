import '@xyflow/react/dist/base.css'
import { MiniMap, ReactFlow, useReactFlow, useStore } from '@xyflow/react'
import { Maximize, Minus, Plus } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { IconButton } from '../../../components/icon-button.tsx'
import type { Picture as Drawn } from './layout.ts'
import { Links } from './links.tsx'
import { type Chosen, MapContext, type MapState } from './map-state.ts'
import { moveFrom, spotsOf } from './moves.ts'
import { type BoxNode, NetworkBox } from './network-box.tsx'

const NODES = { network: NetworkBox }
/** Below this, what stands on a card is too small to be read. */
const READABLE = 0.5
const GLIDE = { duration: 250 }
const FIT = { padding: 0.06, maxZoom: 1 }
/** What is shown first is to be read, be it not all there is. */
const START = { ...FIT, minZoom: 0.25 }

/** What brings something into view, for what is beside the picture. */
export type Camera = { show: (boxes: readonly string[], container?: string) => void }

type PictureProps = Omit<MapState, 'active' | 'far' | 'onFocus'> & {
  drawn: Drawn
  camera: RefObject<Camera | undefined>
  /** Has the focus when a key is pressed that is the picture’s own. */
  onKey: (event: KeyboardEvent, chosen: Chosen) => void
}

/** The networks and who is on them, to be moved and zoomed. Arrow keys go from one to the next. */
export function Picture({ drawn, camera, onKey, ...state }: PictureProps) {
  const flow = useReactFlow<BoxNode>()
  const far = useStore(({ transform: [, , zoom] }) => zoom < READABLE)
  const around = useRef<HTMLDivElement>(null)
  const spots = useMemo(() => spotsOf(drawn), [drawn])
  const [focused, setFocused] = useState<string>()
  const current = spots.find(({ key }) => key === focused)
  const nodes = useMemo(
    () =>
      drawn.boxes.map(
        (box): BoxNode => ({
          id: box.id,
          type: 'network',
          position: { x: box.x, y: box.y },
          width: box.width,
          height: box.height,
          data: { box },
          // The library lets nothing through to a node that it does nothing with itself.
          style: REACHABLE,
          draggable: false,
          selectable: false,
          focusable: false,
        }),
      ),
    [drawn],
  )

  useEffect(() => {
    camera.current = {
      show: (boxes, container) => {
        const wanted = drawn.boxes.filter(({ id }) => boxes.includes(id))
        if (wanted.length === 0) return
        const [only] = wanted
        const card = wanted.length === 1 ? only?.cards.find((one) => one.container.id === container) : undefined
        if (only && card) {
          void flow.setCenter(only.x + card.x + 100, only.y + card.y + 25, {
            zoom: Math.max(flow.getZoom(), 0.9),
            ...GLIDE,
          })
          return
        }
        void flow.fitView({ ...FIT, ...GLIDE, nodes: wanted.map(({ id }) => ({ id })) })
      },
    }
  }, [camera, drawn, flow])

  const goTo = (key: string) => {
    const spot = spots.find((one) => one.key === key)
    if (!spot) return
    setFocused(key)
    around.current?.querySelector<HTMLElement>(`[data-spot="${CSS.escape(key)}"]`)?.focus({ preventScroll: true })
    const { x, y, zoom } = flow.getViewport()
    const box = around.current?.getBoundingClientRect()
    const [left, top] = [spot.x * zoom + x, spot.y * zoom + y]
    const seen =
      box && left >= 0 && top >= 0 && left + spot.width * zoom <= box.width && top + spot.height * zoom <= box.height
    if (!seen) void flow.setCenter(spot.x + spot.width / 2, spot.y + spot.height / 2, { zoom, ...GLIDE })
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === '+' || event.key === '=') void flow.zoomIn(GLIDE)
    else if (event.key === '-') void flow.zoomOut(GLIDE)
    else if (event.key === '0') void flow.fitView({ ...FIT, ...GLIDE })
    else if (event.key === 'Escape') state.choose(undefined)
    else {
      const next = moveFrom(spots, current, event.key)
      if (next) goTo(next.key)
      else {
        if (!current) return
        onKey(
          event,
          current.container === undefined
            ? { kind: 'network', id: current.box }
            : { kind: 'container', id: current.container },
        )
        return
      }
    }
    event.preventDefault()
  }

  const value = { ...state, far, active: current?.key ?? spots[0]?.key, onFocus: setFocused }
  return (
    <MapContext value={value}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the buttons within, which bubble up here. */}
      <div ref={around} onKeyDown={onKeyDown} className="relative min-h-0 min-w-0 flex-1 bg-canvas">
        <section aria-label="Map of the networks" className="absolute inset-0">
          <ReactFlow<BoxNode>
            nodes={nodes}
            edges={NO_EDGES}
            nodeTypes={NODES}
            fitView
            fitViewOptions={START}
            minZoom={0.05}
            maxZoom={1.75}
            nodesDraggable={false}
            nodesConnectable={false}
            nodesFocusable={false}
            elementsSelectable={false}
            zoomOnDoubleClick={false}
            disableKeyboardA11y
            deleteKeyCode={null}
            selectionKeyCode={null}
            multiSelectionKeyCode={null}
            panOnScroll
            onPaneClick={() => state.choose(undefined)}
            proOptions={PRO}
          >
            <Links picture={drawn} />
            {drawn.boxes.length > 8 ? (
              <MiniMap
                pannable
                zoomable
                ariaLabel=""
                className="m-3! overflow-hidden rounded-lg border border-line max-md:hidden"
                bgColor="var(--canvas)"
                maskColor="color-mix(in srgb, var(--line) 55%, transparent)"
                nodeColor="var(--line-strong)"
                nodeBorderRadius={16}
                style={MINI}
              />
            ) : null}
          </ReactFlow>
        </section>
        <div className="absolute bottom-3 left-3 flex flex-col rounded-lg border border-line bg-raised shadow-xs">
          <IconButton icon={Plus} label="Zoom in" keys="+" onClick={() => void flow.zoomIn(GLIDE)} />
          <IconButton icon={Minus} label="Zoom out" keys="-" onClick={() => void flow.zoomOut(GLIDE)} />
          <IconButton
            icon={Maximize}
            label="Show all"
            keys="0"
            onClick={() => void flow.fitView({ ...FIT, ...GLIDE })}
          />
        </div>
      </div>
    </MapContext>
  )
}

const NO_EDGES: [] = []
const REACHABLE = { pointerEvents: 'all' } as const
const MINI = { width: 160, height: 100 }
/** Said in the list of licences, not over the picture. */
const PRO = { hideAttribution: true }
