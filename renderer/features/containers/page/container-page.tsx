import { getRouteApi, Link } from '@tanstack/react-router'
import { BoxSelect, Ellipsis, History } from 'lucide-react'
import { Suspense, useState } from 'react'
import { actCommand } from '../../../../contract/container-commands.ts'
import type { Container, Engine } from '../../../../contract/index.ts'
import { Badge } from '../../../components/badge.tsx'
import { Button, buttonClass } from '../../../components/button.tsx'
import { CommandTip } from '../../../components/command-tip.tsx'
import { DetailHeader } from '../../../components/detail-header.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { IconButton } from '../../../components/icon-button.tsx'
import { Menu } from '../../../components/menu.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { Tabs } from '../../../components/tabs.tsx'
import { useContainers, useInventory } from '../../../lib/inventory.ts'
import { EngineGate } from '../../engines/index.ts'
import { UpdateBadge } from '../../updates/index.ts'
import { actOnContainers } from '../act-on.ts'
import { ACTIONS } from '../actions.ts'
import { ContainerMenuItems } from '../container-menu-items.tsx'
import { stateTone, stateWords } from '../state-words.ts'
import { EarlyEnd } from './early-end.tsx'
import { findContainer } from './find-container.ts'
import { Overview } from './overview.tsx'
import { TABS } from './tabs.ts'

const route = getRouteApi('/containers/$id')
const TAB_NAMES = [{ value: 'overview', label: 'Overview' }, ...TABS]
/** What stands as a button of its own; the rest is in the menu. */
const BUTTONS = ACTIONS.filter(({ action }) => ['start', 'stop', 'restart'].includes(action))

/** One container, in tabs. */
export function ContainerPage() {
  const { id } = route.useParams()
  return (
    <EngineGate title="Container" waiting={<SkeletonLines label="Loading the container" />}>
      {(engine, stale) => <Found key={`${engine.id} ${id}`} engine={engine} id={id} stale={stale} />}
    </EngineGate>
  )
}

function Found({ engine, id, stale }: { engine: Engine; id: string; stale: boolean }) {
  const known = useInventory(engine.id, (inventory) => inventory.known)
  const container = findContainer(useContainers(engine.id), id)
  // Its name is what a person knows it by once it is gone.
  const [last, setLast] = useState(container)
  if (container && container !== last) setLast(container)
  if (container) return <Page engine={engine} container={container} stale={stale} />
  if (!known) return <SkeletonLines label="Loading the container" />
  return (
    <EmptyState
      icon={BoxSelect}
      title={last ? `${last.name} is gone` : 'There is no such container'}
      actions={
        <>
          <Link to="/containers" className={buttonClass('primary')}>
            All containers
          </Link>
          <Link to="/what-happened" search={{ container: last?.id ?? id }} className={buttonClass()}>
            What happened?
          </Link>
        </>
      }
    >
      {last ? 'It was removed from the engine.' : 'It was removed, or it is on another engine.'}
    </EmptyState>
  )
}

function Page({ engine, container, stale }: { engine: Engine; container: Container; stale: boolean }) {
  const { tab = 'overview' } = route.useSearch()
  const navigate = route.useNavigate()
  const chosen = TABS.find(({ value }) => value === tab)
  return (
    <>
      <DetailHeader
        list={{ to: '/containers', label: 'All containers' }}
        name={container.name}
        badges={
          <>
            <Badge tone={stateTone(container)}>{stateWords(container)}</Badge>
            <UpdateBadge engine={engine.id} reference={container.image} />
          </>
        }
        note={container.image}
        actions={
          <>
            {container.state === 'exited' || container.state === 'dead' ? (
              <Link to="/what-happened" search={{ container: container.id }} className={buttonClass()}>
                <History aria-hidden />
                What happened?
              </Link>
            ) : null}
            {BUTTONS.map((info) => (
              <CommandTip key={info.action} command={actCommand({ action: info.action }, [container.name])}>
                <Button
                  disabled={stale || !info.states.includes(container.state)}
                  onClick={() => actOnContainers(engine.id, info, [container])}
                >
                  <info.icon aria-hidden />
                  {info.label}
                </Button>
              </CommandTip>
            ))}
            <Menu align="end" trigger={<IconButton icon={Ellipsis} label="More" />}>
              <ContainerMenuItems engine={engine.id} containers={[container]} disabled={stale} open={false} />
            </Menu>
          </>
        }
      />
      <EarlyEnd engine={engine.id} container={container} />
      <Tabs
        value={chosen?.value ?? 'overview'}
        tabs={TAB_NAMES}
        onChange={(next) => void navigate({ search: next === 'overview' ? {} : { tab: next }, replace: true })}
      >
        <Suspense fallback={<SkeletonLines label="Loading the tab" />}>
          {chosen ? (
            <chosen.content engine={engine.id} container={container} stale={stale} />
          ) : (
            <Overview engine={engine} container={container} />
          )}
        </Suspense>
      </Tabs>
    </>
  )
}
