import { Columns3 } from 'lucide-react'
import { Button } from '../button.tsx'
import { Menu, MenuCheck } from '../menu.tsx'

type ColumnMenuProps = {
  columns: readonly { id?: string; header?: unknown; enableHiding?: boolean }[]
  hidden: readonly string[]
  onChange: (hidden: string[]) => void
}

/** Which columns a list has. */
export function ColumnMenu({ columns, hidden, onChange }: ColumnMenuProps) {
  return (
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
        .map(({ id = '', header }) => (
          <MenuCheck
            key={id}
            checked={!hidden.includes(id)}
            onChange={(on) => onChange(on ? hidden.filter((other) => other !== id) : [...hidden, id])}
          >
            {String(header)}
          </MenuCheck>
        ))}
    </Menu>
  )
}
