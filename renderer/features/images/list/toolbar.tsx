import { X } from 'lucide-react'
import type { RefObject } from 'react'
import { Button } from '../../../components/button.tsx'
import { ListOptions } from '../../../components/list/list-options.tsx'
import { SearchBox } from '../../../components/list/search-box.tsx'
import { Segments } from '../../../components/segments.tsx'
import { keepSettings } from '../../../lib/keep-settings.ts'
import { useSettings } from '../../../lib/settings.ts'
import { columns } from './columns.ts'
import { EVERYTHING, type Filter, isFiltering } from './filter.ts'

const USES = [
  { value: 'all', label: 'All' },
  { value: 'used', label: 'In use' },
  { value: 'unused', label: 'Unused' },
  { value: 'dangling', label: 'Dangling' },
] as const

type ToolbarProps = { filter: Filter; onFilter: (filter: Filter) => void; search: RefObject<HTMLInputElement | null> }

/** Search, filters, columns. */
export function Toolbar({ filter, onFilter, search }: ToolbarProps) {
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-1.5 border-line border-b px-3 py-2">
      <SearchBox
        ref={search}
        label="Search images"
        text={filter.text}
        onText={(text) => onFilter({ ...filter, text })}
      />
      <Segments
        label="Which images"
        value={filter.use}
        options={USES}
        onChange={(use) => onFilter({ ...filter, use })}
      />
      {filter.criteria.map((criterion) => (
        <Button
          key={`${criterion.key}=${criterion.value}`}
          aria-label={`Leave out the filter ${criterion.key}=${criterion.value}`}
          className="max-w-60 border-accent text-accent"
          onClick={() => onFilter({ ...filter, criteria: filter.criteria.filter((other) => other !== criterion) })}
        >
          <span className="truncate">
            {criterion.key}: {criterion.value}
          </span>
          <X aria-hidden />
        </Button>
      ))}
      {isFiltering(filter) ? (
        <Button look="quiet" onClick={() => onFilter(EVERYTHING)}>
          Clear filters
        </Button>
      ) : null}
      <div className="flex-1" />
      <View />
    </div>
  )
}

/** Which columns there are, and whether tags of a repository stand together; kept in the settings. */
function View() {
  const { images } = useSettings()
  const keep = (change: Partial<typeof images>) => keepSettings({ images: { ...images, ...change } })
  return (
    <ListOptions
      columns={columns}
      hidden={images.hiddenColumns}
      onChange={(hiddenColumns) => keep({ hiddenColumns })}
      groupLabel="Group by repository"
      grouped={images.groupByRepository}
      onGroup={(groupByRepository) => keep({ groupByRepository })}
    />
  )
}
