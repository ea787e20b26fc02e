import { ContextMenu as Base } from '@base-ui/react/context-menu'
import type { ReactElement, ReactNode } from 'react'
import { useMenuCommand } from './menu-command.tsx'
import { POPUP } from './popup.ts'
import { usePopupLayer } from './popup-layer.ts'

type ContextMenuProps = {
  /** What is right-clicked. */
  children: ReactElement
  /** MenuItems; undefined where nothing can be done, and no menu opens. */
  items: ReactNode | undefined
}

/** A menu at the pointer, for a right click, a long press, or the keyboard’s menu key. */
export function ContextMenu({ children, items }: ContextMenuProps) {
  const layer = usePopupLayer()
  const { props, foot } = useMenuCommand()
  return (
    <Base.Root disabled={items === undefined}>
      <Base.Trigger render={children} />
      <Base.Portal container={layer}>
        <Base.Positioner className="z-40 outline-none">
          <Base.Popup className={POPUP} {...props}>
            {items}
            {foot}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
