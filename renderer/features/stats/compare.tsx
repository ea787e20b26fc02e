import { GitCompareArrows } from 'lucide-react'
import type { Container } from '../../../contract/index.ts'
import { Button } from '../../components/button.tsx'
import { Menu, MenuCheck, MenuItem, MenuLine } from '../../components/menu.tsx'
import { useContainers } from '../../lib/inventory.ts'
import { MOST_COMPARED } from './charts.ts'

/** More names than this in a menu are no help: those of the same stack come first. */
const MOST_NAMED = 40

type CompareProps = {
  engine: string
  container: Container
  /** The ids of those that stand beside it. */
  others: readonly string[]
  onOthers: (ids: readonly string[]) => void
}

/** Which other containers’ curves stand in the same charts. */
export function Compare({ engine, container, others, onOthers }: CompareProps) {
  const all = useContainers(engine)
  const near = ({ stack }: Container) => Number(stack !== undefined && stack === container.stack)
  const choices = all
    .filter(({ id, state }) => id !== container.id && (state === 'running' || others.includes(id)))
    .sort((a, b) => near(b) - near(a) || a.name.localeCompare(b.name))
    .slice(0, MOST_NAMED)
  const full = others.length >= MOST_COMPARED - 1
  return (
    <Menu
      align="end"
      trigger={
        <Button disabled={choices.length === 0}>
          <GitCompareArrows aria-hidden />
          {others.length === 0 ? 'Compare' : `Compare (${others.length})`}
        </Button>
      }
    >
      <div className="max-h-80 overflow-y-auto">
        {choices.map(({ id, name }) => (
          <MenuCheck
            key={id}
            checked={others.includes(id)}
            onChange={(on) => {
              if (!on) onOthers(others.filter((one) => one !== id))
              else if (!full) onOthers([...others, id])
            }}
          >
            <span className="block max-w-80 truncate">{name}</span>
          </MenuCheck>
        ))}
      </div>
      {others.length > 0 ? (
        <>
          <MenuLine />
          <MenuItem onClick={() => onOthers([])}>Compare with none</MenuItem>
        </>
      ) : null}
    </Menu>
  )
}
