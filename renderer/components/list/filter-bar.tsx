import { X } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { EVERYTHING, isFiltering, type ListFilter } from '../../lib/list-filter.ts'
import { Button } from '../button.tsx'
import { Segments } from '../segments.tsx'
import { SearchBox } from './search-box.tsx'

type FilterBarProps<Use extends string> = {
  /** What is listed: `networks`. */
  what: string
  uses: readonly { value: Use | 'all'; label: string }[]
  filter: ListFilter<Use>
  onFilter: (filter: ListFilter<Use>) => void
  search: RefObject<HTMLInputElement | null>
  /** How the list looks: its columns and groups. */
  children: ReactNode
}

/** The bar over a list: search, which of them, the criteria that a command brought, and how it looks. */
export function FilterBar<Use extends string>(props: FilterBarProps<Use>) {
  const { what, uses, filter, onFilter, search, children } = props
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-1.5 border-line border-b px-3 py-2">
      <SearchBox
        ref={search}
        label={`Search ${what}`}
        text={filter.text}
        onText={(text) => onFilter({ ...filter, text })}
      />
      <Segments
        label={`Which ${what}`}
        value={filter.use}
        options={uses}
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
      {children}
    </div>
  )
}
