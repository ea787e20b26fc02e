import { ChevronDown, Plus } from 'lucide-react'
import { IconButton } from '../../components/icon-button.tsx'
import { Menu, MenuCheck, MenuItem, MenuLine } from '../../components/menu.tsx'
import { useStore } from '../../lib/store.ts'
import { screenReader, setScreenReader } from './screen-reader.ts'

type NewMenuProps = {
  /** Nothing can be opened in the container as it is. */
  disabled: boolean
  onShell: () => void
  onProgram: () => void
  onAttach: () => void
}

/** Opens more terminals. */
export function NewMenu({ disabled, onShell, onProgram, onAttach }: NewMenuProps) {
  const reader = useStore(screenReader)
  return (
    <div className="flex shrink-0">
      <IconButton icon={Plus} label="New shell" disabled={disabled} onClick={onShell} />
      <Menu trigger={<IconButton icon={ChevronDown} label="More terminals" className="w-5" />}>
        <MenuItem disabled={disabled} onClick={onShell}>
          New shell
        </MenuItem>
        <MenuItem disabled={disabled} onClick={onProgram}>
          New with options…
        </MenuItem>
        <MenuItem disabled={disabled} onClick={onAttach}>
          Attach…
        </MenuItem>
        <MenuLine />
        <MenuCheck checked={reader} onChange={setScreenReader}>
          Screen reader mode
        </MenuCheck>
      </Menu>
    </div>
  )
}
