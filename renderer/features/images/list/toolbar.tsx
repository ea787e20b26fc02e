import type { RefObject } from 'react'
import { FilterBar } from '../../../components/list/filter-bar.tsx'
import { ListOptions } from '../../../components/list/list-options.tsx'
import { keepSettings } from '../../../lib/keep-settings.ts'
import { useSettings } from '../../../lib/settings.ts'
import { columns } from './columns.ts'
import type { Filter } from './filter.ts'

const USES = [
  { value: 'all', label: 'All' },
  { value: 'used', label: 'In use' },
  { value: 'unused', label: 'Unused' },
  { value: 'dangling', label: 'Dangling' },
] as const

type ToolbarProps = { filter: Filter; onFilter: (filter: Filter) => void; search: RefObject<HTMLInputElement | null> }

/** Search, filters, columns and groups; the last two are kept in the settings. */
export function Toolbar(props: ToolbarProps) {
  const { images } = useSettings()
  const keep = (change: Partial<typeof images>) => keepSettings({ images: { ...images, ...change } })
  return (
    <FilterBar what="images" uses={USES} {...props}>
      <ListOptions
        columns={columns}
        hidden={images.hiddenColumns}
        onChange={(hiddenColumns) => keep({ hiddenColumns })}
        groupLabel="Group by repository"
        grouped={images.groupByRepository}
        onGroup={(groupByRepository) => keep({ groupByRepository })}
      />
    </FilterBar>
  )
}
