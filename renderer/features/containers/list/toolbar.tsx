import { Columns3, Layers, Search } from 'lucide-react'
import { type RefObject, useMemo } from 'react'
import type { Container } from '../../../../contract/index.ts'
import { Button } from '../../../components/button.tsx'
import { Input } from '../../../components/field.tsx'
import { IconButton } from '../../../components/icon-button.tsx'
import { Kbd } from '../../../components/kbd.tsx'
import { Menu, MenuCheck } from '../../../components/menu.tsx'
import { Segments } from '../../../components/segments.tsx'
import { asProblem } from '../../../lib/problem.ts'
import { changeSettings, useSettings } from '../../../lib/settings.ts'
import { toastProblem } from '../../../lib/toasts.ts'
import { stateWord } from '../state-words.ts'
import { labelChoices, stackChoices, stateChoices } from './choices.ts'
import { COLUMN_IDS, columns } from './columns.ts'
import { EVERYTHING, type Filter, isFiltering, NO_STACK, toggled } from './filter.ts'
import { FilterMenu } from './filter-menu.tsx'

const ALIVE = [
  { value: 'all', label: 'All' },
  { value: 'running', label: 'Running' },
] as const

type ToolbarProps = {
  containers: readonly Container[]
  filter: Filter
  onFilter: (filter: Filter) => void
  search: RefObject<HTMLInputElement | null>
  /** Down from the search into the list. */
  onLeave: () => void
}

/** Search, filters, columns. */
export function Toolbar({ containers, filter, onFilter, search, onLeave }: ToolbarProps) {
  const states = useMemo(() => stateChoices(containers), [containers])
  const stacks = useMemo(() => stackChoices(containers), [containers])
  const labels = useMemo(() => labelChoices(containers), [containers])
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-1.5 border-line border-b px-3 py-2">
      <div className="relative w-64 max-w-full">
        <Search className="absolute top-1.5 left-2 size-4 text-ink-3" aria-hidden />
        <Input
          ref={search}
          type="search"
          aria-label="Search containers"
          placeholder="Search"
          value={filter.text}
          onChange={(event) => onFilter({ ...filter, text: event.target.value })}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') onLeave()
            else if (event.key === 'Escape' && filter.text !== '') onFilter({ ...filter, text: '' })
            else return
            event.preventDefault()
          }}
          className="pr-7 pl-7.5 [&::-webkit-search-cancel-button]:hidden"
        />
        {filter.text === '' ? (
          <span className="pointer-events-none absolute top-1.5 right-2 text-ink-3 leading-4" aria-hidden>
            <Kbd keys="/" />
          </span>
        ) : null}
      </div>
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
  const keep = (change: Partial<typeof containers>) => {
    changeSettings({ containers: { ...containers, ...change } }).catch((error) =>
      toastProblem(asProblem(error, 'The setting could not be kept.')),
    )
  }
  const hidden = new Set(containers.hiddenColumns)
  return (
    <>
      <IconButton
        icon={Layers}
        label="Group by stack"
        aria-pressed={containers.groupByStack}
        onClick={() => keep({ groupByStack: !containers.groupByStack })}
      />
      <Menu
        align="end"
        trigger={
          <Button>
            <Columns3 aria-hidden />
            Columns
          </Button>
        }
      >
        {columns
          .filter(({ enableHiding }) => enableHiding !== false)
          .map(({ id, header }) => (
            <MenuCheck
              key={id}
              checked={!hidden.has(id ?? '')}
              onChange={(on) =>
                keep({ hiddenColumns: COLUMN_IDS.filter((column) => (column === id ? !on : hidden.has(column))) })
              }
            >
              {String(header)}
            </MenuCheck>
          ))}
      </Menu>
    </>
  )
}
