import { getRouteApi, Link } from '@tanstack/react-router'
import { Cable, Ellipsis, Network as NetworkIcon } from 'lucide-react'
import { Suspense, useEffect, useMemo, useState } from 'react'
import type { Engine, Network } from '../../../../contract/index.ts'
import { Badge } from '../../../components/badge.tsx'
import { Button, buttonClass } from '../../../components/button.tsx'
import { DetailHeader } from '../../../components/detail-header.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { IconButton } from '../../../components/icon-button.tsx'
import { Menu } from '../../../components/menu.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { Tabs } from '../../../components/tabs.tsx'
import { useContainers, useInventory, useNetworks } from '../../../lib/inventory.ts'
import { connectContainers } from '../../../lib/network-asked.ts'
import { EngineGate } from '../../engines/index.ts'
import { findNetwork } from '../find-network.ts'
import { canJoin, NetworkMenuItems } from '../network-menu-items.tsx'
import { Overview } from './overview.tsx'
import { TABS } from './tabs.ts'

const route = getRouteApi('/networks/$id')
const TAB_NAMES = [{ value: 'overview', label: 'Overview' }, ...TABS]

/** One network, in tabs. */
export function NetworkPage() {
  const { id } = route.useParams()
  return (
    <EngineGate title="Network" waiting={<SkeletonLines label="Loading the network" />}>
      {(engine, stale) => <Found key={`${engine.id} ${id}`} engine={engine} id={id} stale={stale} />}
    </EngineGate>
  )
}

function Found({ engine, id, stale }: { engine: Engine; id: string; stale: boolean }) {
  const known = useInventory(engine.id, (inventory) => inventory.known)
  const network = findNetwork(useNetworks(engine.id), id)
  // Its name is what a person knows it by once it is gone.
  const [last, setLast] = useState(network)
  if (network && network !== last) setLast(network)
  const patient = usePatience()
  if (network) return <Page engine={engine} network={network} stale={stale} />
  if (!known || (!last && patient)) return <SkeletonLines label="Loading the network" />
  return (
    <EmptyState
      icon={NetworkIcon}
      title={last ? `${last.name} is gone` : 'There is no such network'}
      actions={
        <Link to="/networks" className={buttonClass('primary')}>
          All networks
        </Link>
      }
    >
      {last ? 'It was removed from the engine.' : 'It was removed, or it is on another engine.'}
    </EmptyState>
  )
}

/** One that was made just now is on its way here. Milliseconds. */
const ON_ITS_WAY = 1_500

function usePatience(): boolean {
  const [patient, setPatient] = useState(true)
  useEffect(() => {
    const timer = setTimeout(() => setPatient(false), ON_ITS_WAY)
    return () => clearTimeout(timer)
  }, [])
  return patient
}

function Page({ engine, network, stale }: { engine: Engine; network: Network; stale: boolean }) {
  const { tab = 'overview' } = route.useSearch()
  const navigate = route.useNavigate()
  const chosen = TABS.find(({ value }) => value === tab)
  const containers = useContainers(engine.id)
  const members = useMemo(
    () => containers.filter(({ networks }) => networks.includes(network.name)),
    [containers, network.name],
  )
  const props = { engine: engine.id, network, members, stale }
  return (
    <>
      <DetailHeader
        list={{ to: '/networks', label: 'All networks' }}
        name={network.name}
        badges={
          <>
            {network.builtIn ? <Badge>Built in</Badge> : null}
            {network.internal ? <Badge tone="warn">Internal</Badge> : null}
          </>
        }
        note={[network.driver, ...network.subnets].join(' · ')}
        actions={
          <>
            {canJoin(network) ? (
              <Button disabled={stale} onClick={() => connectContainers(engine.id, { network: network.id })}>
                <Cable aria-hidden />
                Connect…
              </Button>
            ) : null}
            <Menu align="end" trigger={<IconButton icon={Ellipsis} label="More" />}>
              <NetworkMenuItems engine={engine.id} networks={[network]} disabled={stale} open={false} />
            </Menu>
          </>
        }
      />
      <Tabs
        value={chosen?.value ?? 'overview'}
        tabs={TAB_NAMES}
        onChange={(next) => void navigate({ search: next === 'overview' ? {} : { tab: next }, replace: true })}
      >
        <Suspense fallback={<SkeletonLines label="Loading the tab" />}>
          {chosen ? <chosen.content {...props} /> : <Overview {...props} />}
        </Suspense>
      </Tabs>
    </>
  )
}
