import { getRouteApi, Link } from '@tanstack/react-router'
import { Database, Ellipsis } from 'lucide-react'
import { Suspense, useMemo, useState } from 'react'
import type { Engine, Volume } from '../../../../contract/index.ts'
import { Badge } from '../../../components/badge.tsx'
import { buttonClass } from '../../../components/button.tsx'
import { DetailHeader } from '../../../components/detail-header.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { IconButton } from '../../../components/icon-button.tsx'
import { Menu } from '../../../components/menu.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { Tabs } from '../../../components/tabs.tsx'
import { useContainers, useInventory, useVolumes } from '../../../lib/inventory.ts'
import { EngineGate } from '../../engines/index.ts'
import { shortName, usersOf } from '../list/rows.ts'
import { VolumeMenuItems } from '../volume-menu-items.tsx'
import { Overview } from './overview.tsx'
import { TABS } from './tabs.ts'

const route = getRouteApi('/volumes/$name')
const TAB_NAMES = [{ value: 'overview', label: 'Overview' }, ...TABS]

/** One volume, in tabs. */
export function VolumePage() {
  const { name } = route.useParams()
  return (
    <EngineGate title="Volume" waiting={<SkeletonLines label="Loading the volume" />}>
      {(engine, stale) => <Found key={`${engine.id} ${name}`} engine={engine} name={name} stale={stale} />}
    </EngineGate>
  )
}

function Found({ engine, name, stale }: { engine: Engine; name: string; stale: boolean }) {
  const known = useInventory(engine.id, (inventory) => inventory.known)
  const volume = useVolumes(engine.id).find(({ id }) => id === name)
  const [seen, setSeen] = useState(volume !== undefined)
  if (volume && !seen) setSeen(true)
  if (volume) return <Page engine={engine} volume={volume} stale={stale} />
  if (!known) return <SkeletonLines label="Loading the volume" />
  return (
    <EmptyState
      icon={Database}
      title={seen ? `${name} is gone` : 'There is no such volume'}
      actions={
        <Link to="/volumes" className={buttonClass('primary')}>
          All volumes
        </Link>
      }
    >
      {seen ? 'It was removed from the engine.' : 'It was removed, or it is on another engine.'}
    </EmptyState>
  )
}

function Page({ engine, volume, stale }: { engine: Engine; volume: Volume; stale: boolean }) {
  const { tab = 'overview' } = route.useSearch()
  const navigate = route.useNavigate()
  const chosen = TABS.find(({ value }) => value === tab)
  const containers = useContainers(engine.id)
  const users = useMemo(() => usersOf(containers).get(volume.id) ?? [], [containers, volume.id])
  const name = shortName(volume)
  const Content = chosen?.content ?? Overview
  return (
    <>
      <DetailHeader
        list={{ to: '/volumes', label: 'All volumes' }}
        name={name}
        badges={
          <>
            {volume.anonymous ? <Badge tone="neutral">Anonymous</Badge> : null}
            <Badge tone={users.length > 0 ? 'good' : 'neutral'}>{users.length > 0 ? 'In use' : 'Unused'}</Badge>
          </>
        }
        note={volume.driver === 'local' ? '' : volume.driver}
        actions={
          <Menu align="end" trigger={<IconButton icon={Ellipsis} label="More" />}>
            <VolumeMenuItems
              engine={engine.id}
              rows={[{ id: volume.id, volume, users }]}
              disabled={stale}
              open={false}
            />
          </Menu>
        }
      />
      <Tabs
        value={chosen?.value ?? 'overview'}
        tabs={TAB_NAMES}
        onChange={(next) => void navigate({ search: next === 'overview' ? {} : { tab: next }, replace: true })}
      >
        <Suspense fallback={<SkeletonLines label="Loading the tab" />}>
          <Content engine={engine.id} volume={volume} users={users} disabled={stale} />
        </Suspense>
      </Tabs>
    </>
  )
}
