import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { ReactFlowProvider } from '@xyflow/react'
import { ChevronLeft, Network as NetworkIcon, Plus, Route } from 'lucide-react'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { Engine, NetworkMap } from '../../../../contract/index.ts'
import { Button } from '../../../components/button.tsx'
import { Checkbox } from '../../../components/checkbox.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { SearchBox } from '../../../components/list/search-box.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { Segments } from '../../../components/segments.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { checkReach, connectContainers, createNetwork } from '../../../lib/network-asked.ts'
import { asProblem } from '../../../lib/problem.ts'
import { createStore, useStore } from '../../../lib/store.ts'
import { EngineGate } from '../../engines/index.ts'
import { useNetworkMap } from '../use-network-map.ts'
import { findInMap, type Hits } from './find.ts'
import { layout, seatsOf } from './layout.ts'
import type { Chosen, MapState } from './map-state.ts'
import { Panel, reachedFrom } from './panel.tsx'
import { type Camera, Picture } from './picture.tsx'
import { MapTable } from './table.tsx'

const route = getRouteApi('/networks/map')
const VIEWS = [
  { value: 'picture', label: 'Picture' },
  { value: 'table', label: 'Table' },
] as const

/** What the map was set to, kept while another page is shown. */
const runningOnly = createStore(false)

/** The networks of the selected engine, and who is on them. */
export function NetworkMapPage() {
  return (
    <EngineGate title="Network map" waiting={<SkeletonLines label="Loading the map" />}>
      {(engine, stale) => <Asked key={engine.id} engine={engine} stale={stale} />}
    </EngineGate>
  )
}

function Asked({ engine, stale }: { engine: Engine; stale: boolean }) {
  const { data, error, refetch } = useNetworkMap(engine.id)
  if (error && !data)
    return <ProblemView page problem={asProblem(error, 'The map could not be read.')} onRetry={() => void refetch()} />
  if (!data) return <SkeletonLines label="Loading the map" />
  return (
    <ReactFlowProvider>
      <Drawn engine={engine} map={data} stale={stale} />
    </ReactFlowProvider>
  )
}

function Drawn({ engine, map: all, stale }: { engine: Engine; map: NetworkMap; stale: boolean }) {
  const { show, as: view } = route.useSearch()
  const navigate = route.useNavigate()
  const go = useNavigate()
  const only = useStore(runningOnly)
  const map = useMemo(() => (only ? running(all) : all), [all, only])
  const drawn = useMemo(() => layout(map), [map])
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<Chosen | undefined>(
    show === undefined ? undefined : { kind: 'network', id: show },
  )
  const hits = useMemo(() => findInMap(map, text), [map, text])
  const lit = useMemo(() => hits ?? litBy(map, chosen), [map, hits, chosen])
  const camera = useRef<Camera>(undefined)
  const search = useRef<HTMLInputElement>(null)
  const found = hits ? hits.networks.size + hits.containers.size : 0

  useEffect(() => {
    if (!hits || found === 0) return
    const timer = setTimeout(() => camera.current?.show(boxesOf(map, hits)), 250)
    return () => clearTimeout(timer)
  }, [map, hits, found])
  useEffect(() => {
    // Once the picture has been measured, which takes a frame.
    if (show !== undefined) requestAnimationFrame(() => requestAnimationFrame(() => camera.current?.show([show])))
  }, [show])

  const open = (one: Chosen) =>
    void (one.kind === 'network'
      ? go({ to: '/networks/$id', params: { id: one.id } })
      : go({ to: '/containers/$id', params: { id: one.id } }))
  /** Chosen beside the picture, it is also brought into view. */
  const chooseThere = (one: Chosen | undefined) => {
    setChosen(one)
    if (!one) return
    const on =
      one.kind === 'network'
        ? [one.id]
        : seatsOf(map).flatMap(({ container, network }) => (container.id === one.id ? [network] : []))
    camera.current?.show(on, one.kind === 'container' ? one.id : undefined)
  }
  const onDrop: MapState['onDrop'] = (container, { network }) => {
    const known = all.containers.find(({ id }) => id === container)
    if (stale || !known || known.endpoints.some((place) => place.network === network.id)) return
    connectContainers(engine.id, { network: network.id, containers: [container] })
  }
  const onKey = (event: KeyboardEvent, one: Chosen) => {
    if (event.key === 'o') open(one)
    else if (event.key === 'c' && !stale)
      connectContainers(engine.id, one.kind === 'network' ? { network: one.id } : { containers: [one.id] })
    else if (event.key === 'r' && one.kind === 'container') checkReach(engine.id, { from: one.id })
    else return
    event.preventDefault()
  }

  return (
    <>
      <header className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-2 gap-y-1.5 border-line border-b px-3 py-2">
        <title>Network map · Slipway</title>
        <Link
          to="/networks"
          aria-label="All networks"
          className="inline-flex size-7 shrink-0 items-center justify-center rounded-md text-ink-3 hover:bg-hover hover:text-ink"
        >
          <ChevronLeft className="size-4" aria-hidden />
        </Link>
        <h1 className="font-semibold text-lg">Network map</h1>
        <div className="flex min-w-0 grow flex-wrap items-center justify-end gap-2">
          <span role="status" className="tnum text-ink-3 text-sm">
            {hits ? `${found.toLocaleString()} found` : ''}
          </span>
          <SearchBox ref={search} label="Search the map" text={text} onText={setText} />
          <Checkbox checked={only} onChange={(on) => runningOnly.set(on)}>
            Running only
          </Checkbox>
          <Segments
            label="How it is shown"
            value={view ?? 'picture'}
            options={VIEWS}
            onChange={(next) => void navigate({ search: next === 'table' ? { as: 'table' } : {}, replace: true })}
          />
          <Button onClick={() => checkReach(engine.id)}>
            <Route aria-hidden />
            Who reaches whom?
          </Button>
          <Button look="primary" className="max-md:hidden" disabled={stale} onClick={() => createNetwork(engine.id)}>
            <Plus aria-hidden />
            Create network
          </Button>
        </div>
      </header>
      {map.networks.length === 0 ? (
        <EmptyState icon={NetworkIcon} title="No networks">
          Create one, and containers on it find each other by name.
        </EmptyState>
      ) : view === 'table' ? (
        <MapTable engine={engine} map={map} hits={hits} />
      ) : (
        <div className="relative flex min-h-0 flex-1">
          <Picture
            {...{ drawn, camera, chosen, lit, open, onDrop, onKey }}
            address={engine.address}
            choose={setChosen}
          />
          {chosen ? <Panel engine={engine} map={map} chosen={chosen} stale={stale} onChoose={chooseThere} /> : null}
        </div>
      )}
    </>
  )
}

/** The map without what does not run. */
const running = ({ containers, networks }: NetworkMap): NetworkMap => ({
  networks,
  containers: containers.filter(({ state }) => state === 'running' || state === 'paused'),
})

/** What a choice lets stand out: a network with those on it, a container with those it reaches. */
function litBy(map: NetworkMap, chosen: Chosen | undefined): Hits | undefined {
  if (!chosen) return undefined
  if (chosen.kind === 'network') {
    const members = seatsOf(map).filter(({ network }) => network === chosen.id)
    return { networks: new Set([chosen.id]), containers: new Set(members.map(({ container }) => container.id)) }
  }
  const container = map.containers.find(({ id }) => id === chosen.id)
  if (!container) return undefined
  const reached = reachedFrom(map, container).map((one) => one.container)
  return {
    networks: new Set(seatsOf(map).flatMap((seat) => (seat.container.id === container.id ? [seat.network] : []))),
    containers: new Set([container, ...reached].map(({ id }) => id)),
  }
}

/** The networks that hold what was found. */
function boxesOf(map: NetworkMap, hits: Hits): string[] {
  const of = seatsOf(map).filter(({ container }) => hits.containers.has(container.id))
  return [...new Set([...hits.networks, ...of.map(({ network }) => network)])]
}
