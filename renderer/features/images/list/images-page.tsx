import { Link } from '@tanstack/react-router'
import { ArrowDownToLine, FileDown, FileUp, Hammer, Layers, SearchX, Trash2 } from 'lucide-react'
import { useMemo, useRef } from 'react'
import type { Engine } from '../../../../contract/index.ts'
import { Button, buttonClass } from '../../../components/button.tsx'
import { CommandLine } from '../../../components/command-line.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { ListSkeleton } from '../../../components/list/list-skeleton.tsx'
import { SelectionBar } from '../../../components/list/selection-bar.tsx'
import { useListModel } from '../../../components/list/use-list-model.ts'
import { PageHeader } from '../../../components/page-header.tsx'
import { SizesNote } from '../../../components/sizes-note.tsx'
import { count, size } from '../../../lib/format.ts'
import { useContainers, useImages, useInventory } from '../../../lib/inventory.ts'
import { EVERYTHING } from '../../../lib/list-filter.ts'
import { useSettings } from '../../../lib/settings.ts'
import { useStore } from '../../../lib/store.ts'
import { EngineGate } from '../../engines/index.ts'
import { pullImage } from '../../registries/index.ts'
import { CheckUpdatesButton } from '../../updates/index.ts'
import { nameOrId, targetOf } from '../image-menu-items.tsx'
import { removeImages } from '../removing.ts'
import { loadImages, saveImages } from '../tar/asked.ts'
import { TarDrop } from '../tar/tar-drop.tsx'
import { useSizes } from '../use-sizes.ts'
import { COLUMN_IDS, columns } from './columns.ts'
import { filtered } from './filter.ts'
import { ImageTable } from './image-table.tsx'
import { foldedRepositories, listFilter, listSorting } from './list-state.ts'
import { type ImageRow, rowsOf } from './rows.ts'

import { Toolbar } from './toolbar.tsx'

const repositoryOf = ({ repository }: ImageRow) => repository || undefined

/** All images of the selected engine. */
export function ImagesPage() {
  return (
    <EngineGate title="Images" waiting={<ListSkeleton label="Loading the images" />}>
      {(engine, stale) => <Images key={engine.id} engine={engine} stale={stale} />}
    </EngineGate>
  )
}

function Images({ engine, stale }: { engine: Engine; stale: boolean }) {
  const known = useInventory(engine.id, (inventory) => inventory.known)
  const images = useImages(engine.id)
  const containers = useContainers(engine.id)
  const measured = useSizes(engine.id, images, known && !stale)
  const before = useRef<ReadonlyMap<string, ImageRow>>(new Map())
  const rows = useMemo(() => {
    const next = rowsOf(images, containers, measured.sizes, before.current)
    before.current = new Map(next.map((row) => [row.id, row]))
    return next
  }, [images, containers, measured.sizes])
  const filter = useStore(listFilter)
  const shown = useMemo(() => filtered(rows, filter, images), [rows, filter, images])
  const { hiddenColumns, groupByRepository } = useSettings().images
  const model = useListModel({
    items: shown,
    columns,
    columnIds: COLUMN_IDS,
    hiddenColumns,
    sorting: listSorting,
    groupOf: groupByRepository ? repositoryOf : undefined,
    folded: foldedRepositories,
  })
  const search = useRef<HTMLInputElement>(null)
  const most = useMemo(() => images.reduce((most, image) => Math.max(most, image.size), 0), [images])

  if (!known)
    return (
      <>
        <PageHeader title="Images" />
        <ListSkeleton label="Loading the images" />
      </>
    )
  const total = measured.sizes?.total
  return (
    <TarDrop disabled={stale} onFile={(upload) => loadImages(engine.id, { reading: 'load', upload })}>
      <PageHeader
        title="Images"
        note={
          images.length > 0
            ? `${count(images.length, 'image')}${total === undefined ? '' : `, ${size(total)} on disk`}`
            : undefined
        }
        actions={
          <>
            <SizesNote {...measured} />
            <CheckUpdatesButton engine={engine.id} />
            <Link to="/build" className={buttonClass()}>
              <Hammer aria-hidden />
              Build image
            </Link>
            <Button disabled={stale} onClick={() => loadImages(engine.id)}>
              <FileUp aria-hidden />
              Load
            </Button>
            <Button look="primary" disabled={stale} onClick={() => pullImage(engine.id)}>
              <ArrowDownToLine aria-hidden />
              Pull image
            </Button>
          </>
        }
      />
      {images.length === 0 ? (
        <EmptyState
          icon={Layers}
          title="No images yet"
          actions={
            <Link to="/registries" className={buttonClass()}>
              Browse registries
            </Link>
          }
        >
          <p className="mb-3">This engine has none. Whatever is run brings its image along, or pull one:</p>
          <CommandLine command="docker pull nginx:alpine" className="text-left" />
        </EmptyState>
      ) : (
        <>
          <Toolbar filter={filter} onFilter={listFilter.set} search={search} />
          {shown.length === 0 ? (
            <EmptyState
              icon={SearchX}
              title="No image fits"
              actions={<Button onClick={() => listFilter.set(EVERYTHING)}>Clear filters</Button>}
            >
              {rows.length.toLocaleString()} are hidden by the search and the filters.
            </EmptyState>
          ) : (
            <ImageTable engine={engine.id} model={model} disabled={stale} most={most} measuring={measured.measuring} />
          )}
          <SelectionBar label="Chosen images" count={model.selected.length} onClear={() => model.setRowSelection({})}>
            <Button
              look="quiet"
              disabled={stale}
              onClick={() => saveImages(engine.id, { images: model.selected.map(nameOrId) })}
            >
              <FileDown aria-hidden />
              Save to tar…
            </Button>
            <Button
              look="quiet"
              className="text-bad"
              disabled={stale}
              onClick={() => removeImages(engine.id, model.selected.map(targetOf))}
            >
              <Trash2 aria-hidden />
              Remove
            </Button>
          </SelectionBar>
        </>
      )}
    </TarDrop>
  )
}
