import { ChevronDown, X } from 'lucide-react'
import { Button } from '../button.tsx'
import { Menu, MenuCheck, MenuItem, MenuLine } from '../menu.tsx'

/** Something to filter by, and how many have it. */
export type Choice<T extends string = string> = { value: T; count: number }

type FilterMenuProps<T extends string> = {
  label: string
  choices: readonly Choice<T>[]
  chosen: ReadonlySet<T>
  words: (value: T) => string
  onToggle: (value: T, on: boolean) => void
  onClear: () => void
}

/** A chip that says what is filtered by, and a menu to choose it. */
export function FilterMenu<T extends string>(props: FilterMenuProps<T>) {
  const { label, choices, chosen, words, onToggle, onClear } = props
  if (choices.length === 0 && chosen.size === 0) return null
  const [only] = chosen
  const said = chosen.size === 1 && only !== undefined ? words(only) : `${chosen.size}`
  return (
    <Menu
      trigger={
        <Button className={chosen.size > 0 ? 'max-w-60 border-accent text-accent' : 'border-dashed text-ink-2'}>
          <span className="truncate">{chosen.size > 0 ? `${label}: ${said}` : label}</span>
          <ChevronDown aria-hidden />
        </Button>
      }
    >
      {choices.map(({ value, count }) => (
        <MenuCheck key={value} checked={chosen.has(value)} onChange={(on) => onToggle(value, on)}>
          <span className="flex max-w-96 items-center gap-4">
            <span className="flex-1 truncate">{words(value)}</span>
            <span className="tnum text-ink-3">{count}</span>
          </span>
        </MenuCheck>
      ))}
      {chosen.size > 0 ? (
        <>
          <MenuLine />
          <MenuItem icon={X} onClick={onClear}>
            Clear
          </MenuItem>
        </>
      ) : null}
    </Menu>
  )
}
