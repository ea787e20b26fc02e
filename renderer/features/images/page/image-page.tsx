import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { Ellipsis, Layers, Play } from 'lucide-react'
import { Suspense, useState } from 'react'
import type { Engine, Image } from '../../../../contract/index.ts'
import { Badge } from '../../../components/badge.tsx'
import { Button, buttonClass } from '../../../components/button.tsx'
import { DetailHeader } from '../../../components/detail-header.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { IconButton } from '../../../components/icon-button.tsx'
import { Menu } from '../../../components/menu.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { Tabs } from '../../../components/tabs.tsx'
import { size } from '../../../lib/format.ts'
import { useContainers, useImages, useInventory } from '../../../lib/inventory.ts'
import { fillRun } from '../../../lib/run-draft.ts'
import { EngineGate } from '../../engines/index.ts'
import { UpdateBadge } from '../../updates/index.ts'
import { findImage } from '../find-image.ts'
import { ImageMenuItems, runForm } from '../image-menu-items.tsx'
import { isDangling, rowName, rowsOf } from '../list/rows.ts'
import { Overview } from './overview.tsx'
import { TABS } from './tabs.ts'

const route = getRouteApi('/images/$id')
const TAB_NAMES = [{ value: 'overview', label: 'Overview' }, ...TABS]

/** One image, in tabs. */
export function ImagePage() {
  const { id } = route.useParams()
  return (
    <EngineGate title="Image" waiting={<SkeletonLines label="Loading the image" />}>
      {(engine, stale) => <Found key={`${engine.id} ${id}`} engine={engine} id={id} stale={stale} />}
    </EngineGate>
  )
}

function Found({ engine, id, stale }: { engine: Engine; id: string; stale: boolean }) {
  const known = useInventory(engine.id, (inventory) => inventory.known)
  const image = findImage(useImages(engine.id), id)
  // Its name is what a person knows it by once it is gone.
  const [last, setLast] = useState(image)
  if (image && image !== last) setLast(image)
  if (image) return <Page engine={engine} image={image} stale={stale} />
  if (!known) return <SkeletonLines label="Loading the image" />
  return (
    <EmptyState
      icon={Layers}
      title={last ? `${last.tags[0] ?? 'The image'} is gone` : 'There is no such image'}
      actions={
        <Link to="/images" className={buttonClass('primary')}>
          All images
        </Link>
      }
    >
      {last ? 'It was removed from the engine.' : 'It was removed, or it is on another engine.'}
    </EmptyState>
  )
}

function Page({ engine, image, stale }: { engine: Engine; image: Image; stale: boolean }) {
  const { tab = 'overview' } = route.useSearch()
  const navigate = route.useNavigate()
  const go = useNavigate()
  const chosen = TABS.find(({ value }) => value === tab)
  const users = useContainers(engine.id).filter(({ imageId }) => imageId === image.id)
  const rows = rowsOf([image], users, undefined, new Map())
  const [row] = rows
  if (!row) return null
  const name = rowName(row)
  return (
    <>
      <DetailHeader
        list={{ to: '/images', label: 'All images' }}
        name={name}
        badges={
          <>
            {isDangling(row) ? <Badge tone="warn">Dangling</Badge> : null}
            <Badge tone={users.length > 0 ? 'good' : 'neutral'}>{users.length > 0 ? 'In use' : 'Unused'}</Badge>
            {image.tags.map((tag) => (
              <UpdateBadge key={tag} engine={engine.id} reference={tag} />
            ))}
          </>
        }
        note={size(image.size)}
        actions={
          <>
            <Button
              disabled={stale}
              onClick={() => {
                fillRun(runForm(name))
                void go({ to: '/run' })
              }}
            >
              <Play aria-hidden />
              Run
            </Button>
            <Menu align="end" trigger={<IconButton icon={Ellipsis} label="More" />}>
              <ImageMenuItems
                engine={engine.id}
                rows={rows.length === 1 ? rows : [{ ...row, id: image.id }]}
                disabled={stale}
                open={false}
              />
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
          {chosen ? (
            <chosen.content engine={engine.id} image={image} name={name} users={users} />
          ) : (
            <Overview engine={engine.id} image={image} name={name} users={users} />
          )}
        </Suspense>
      </Tabs>
    </>
  )
}
