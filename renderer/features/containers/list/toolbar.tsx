import { X } from 'lucide-react'
import { type RefObject, useMemo } from 'react'
import type { Container } from '../../../../contract/index.ts'
import { Button } from '../../../components/button.tsx'
import { FilterMenu } from '../../../components/list/filter-menu.tsx'
import { ListOptions } from '../../../components/list/list-options.tsx'
import { SearchBox } from '../../../components/list/search-box.tsx'
import { Segments } from '../../../components/segments.tsx'
import { keepSettings } from '../../../lib/keep-settings.ts'
import { toggled } from '../../../lib/sets.ts'
import { useSettings } from '../../../lib/settings.ts'
import { stateWord } from '../state-words.ts'
import { labelChoices, stackChoices, stateChoices } from './choices.ts'
import { columns } from './columns.ts'
import { EVERYTHING, type Filter, isFiltering, NO_STACK } from './filter.ts'

const ALIVE = [
  { value: 'all', label: 'All' },
  { value: 'running', label: 'Running' },
] as const

type ToolbarProps = {
  containers: readonly Container[]
  filter: Filter
  onFilter: (filter: Filter) => void
  search: RefObject<HTMLInputElement | null>
}

/** Search, filters, columns. */
export function Toolbar({ containers, filter, onFilter, search }: ToolbarProps) {
  const states = useMemo(() => stateChoices(containers), [containers])
  const stacks = useMemo(() => stackChoices(containers), [containers])
  const labels = useMemo(() => labelChoices(containers), [containers])
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-1.5 border-line border-b px-3 py-2">
      <SearchBox
        ref={search}
        label="Search containers"
        text={filter.text}
        onText={(text) => onFilter({ ...filter, text })}
      />
      <Segments
        label="Which containers"
        value={filter.alive ? 'running' : 'all'}
        options={ALIVE}
        onChange={(next) => onFilter({ ...filter, alive: next === 'running' })}
      />
      <FilterMenu
        label="State"
        choices={states}
        chosen={filter.states}
        words={stateWord}
        onToggle={(state, on) => onFilter({ ...filter, states: toggled(filter.states, state, on) })}
        onClear={() => onFilter({ ...filter, states: EVERYTHING.states })}
      />
      <FilterMenu
        label="Stack"
        choices={stacks}
        chosen={filter.stacks}
        words={(stack) => (stack === NO_STACK ? 'No stack' : stack)}
        onToggle={(stack, on) => onFilter({ ...filter, stacks: toggled(filter.stacks, stack, on) })}
        onClear={() => onFilter({ ...filter, stacks: EVERYTHING.stacks })}
      />
      <FilterMenu
        label="Label"
        choices={labels}
        chosen={filter.labels}
        words={(label) => label}
        onToggle={(label, on) => onFilter({ ...filter, labels: toggled(filter.labels, label, on) })}
        onClear={() => onFilter({ ...filter, labels: EVERYTHING.labels })}
      />
      {filter.only ? (
        <Button
          aria-label={`Take away the filter ${filter.only.words}`}
          className="max-w-64"
          onClick={() => onFilter({ ...filter, only: undefined })}
        >
          <span className="truncate font-mono text-sm">{filter.only.words}</span>
          <X aria-hidden />
        </Button>
      ) : null}
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

/** Which columns there are, and whether stacks stand together; kept in the settings. */
function View() {
  const { containers } = useSettings()
  const keep = (change: Partial<typeof containers>) => keepSettings({ containers: { ...containers, ...change } })
  return (
    <ListOptions
      columns={columns}
      hidden={containers.hiddenColumns}
      onChange={(hiddenColumns) => keep({ hiddenColumns })}
      groupLabel="Group by stack"
      grouped={containers.groupByStack}
      onGroup={(groupByStack) => keep({ groupByStack })}
    />
  )
}
