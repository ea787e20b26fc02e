import { useNavigate } from '@tanstack/react-router'
import { ListTable } from '../../../components/list/list-table.tsx'
import type { ListModel } from '../../../components/list/use-list-model.ts'
import { count, size } from '../../../lib/format.ts'
import { pathId } from '../find-image.ts'
import { ImageMenuItems, targetOf } from '../image-menu-items.tsx'
import { removeImages } from '../removing.ts'
import { type ColumnId, gridTracks } from './columns.ts'
import { ImageListRow } from './row.tsx'
import type { ImageRow } from './rows.ts'

type ImageTableProps = {
  engine: string
  model: ListModel<ImageRow, ColumnId>
  disabled: boolean
  /** The biggest image’s size, in bytes. */
  most: number
  measuring: boolean
}

const REPOSITORIES = {
  kind: 'repository',
  note: (rows: readonly ImageRow[]) => {
    const images = new Map(rows.map(({ image, unique = 0 }) => [image.id, unique]))
    const own = [...images.values()].reduce((sum, unique) => sum + unique, 0)
    return `${count(rows.length, 'tag')}${own > 0 ? `, ${size(own)} of their own` : ''}`
  },
}

/** The images as rows, one for each name. */
export function ImageTable({ engine, model, disabled, most, measuring }: ImageTableProps) {
  const navigate = useNavigate()
  const { shown } = model
  return (
    <ListTable
      label="Images"
      model={model}
      tracks={gridTracks(shown)}
      disabled={disabled}
      groups={REPOSITORIES}
      row={(row) => <ImageListRow {...row} engine={engine} shown={shown} most={most} measuring={measuring} />}
      menu={(rows) => <ImageMenuItems engine={engine} rows={rows} disabled={disabled} />}
      onOpen={({ image }) => void navigate({ to: '/images/$id', params: { id: pathId(image.id) } })}
      onRemove={(rows) => removeImages(engine, rows.map(targetOf))}
    />
  )
}
