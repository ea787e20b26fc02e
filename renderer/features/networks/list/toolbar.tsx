import type { RefObject } from 'react'
import { FilterBar } from '../../../components/list/filter-bar.tsx'
import { ListOptions } from '../../../components/list/list-options.tsx'
import { keepSettings } from '../../../lib/keep-settings.ts'
import { useSettings } from '../../../lib/settings.ts'
import { columns } from './columns.ts'
import type { Filter } from './filter.ts'

const USES = [
  { value: 'all', label: 'All' },
  { value: 'own', label: 'Own' },
  { value: 'used', label: 'In use' },
  { value: 'unused', label: 'Unused' },
] as const

type ToolbarProps = { filter: Filter; onFilter: (filter: Filter) => void; search: RefObject<HTMLInputElement | null> }

/** Search, filters, columns and groups; the last two are kept in the settings. */
export function Toolbar(props: ToolbarProps) {
  const { networks } = useSettings()
  const keep = (change: Partial<typeof networks>) => keepSettings({ networks: { ...networks, ...change } })
  return (
    <FilterBar what="networks" uses={USES} {...props}>
      <ListOptions
        columns={columns}
        hidden={networks.hiddenColumns}
        onChange={(hiddenColumns) => keep({ hiddenColumns })}
        groupLabel="Group by stack"
        grouped={networks.groupByStack}
        onGroup={(groupByStack) => keep({ groupByStack })}
      />
    </FilterBar>
  )
}
