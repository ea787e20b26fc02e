import { Menu as Base } from '@base-ui/react/menu'
import { clsx } from 'clsx'
import { Check, type LucideIcon } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { useSettings } from '../lib/settings.ts'
import { Kbd } from './kbd.tsx'
import { useMenuCommand } from './menu-command.tsx'
import { POPUP, POPUP_ITEM } from './popup.ts'
import { usePopupLayer } from './popup-layer.ts'

type MenuProps = {
  /** The button that opens it. */
  trigger: ReactElement
  children: ReactNode
  align?: 'start' | 'center' | 'end'
}

/** A menu under a button. */
export function Menu({ trigger, children, align = 'start' }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <MenuPopup align={align}>{children}</MenuPopup>
    </Base.Root>
  )
}

type MenuPopupProps = Pick<MenuProps, 'children' | 'align'> & {
  /** What it hangs under, where it has no trigger. */
  under?: HTMLElement | undefined
}

/** The part of a menu that floats; for menus whose trigger is elsewhere. */
export function MenuPopup({ children, align = 'start', under }: MenuPopupProps) {
  const layer = usePopupLayer()
  const { props, foot } = useMenuCommand()
  return (
    <Base.Portal container={layer}>
      <Base.Positioner sideOffset={4} align={align} {...(under && { anchor: under })} className="z-40 outline-none">
        <Base.Popup className={POPUP} {...(under && { finalFocus: () => under })} {...props}>
          {children}
          {foot}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  )
}

type MenuItemProps = {
  icon?: LucideIcon
  children: ReactNode
  keys?: string
  danger?: boolean
  disabled?: boolean
  /** The docker command that does the same; the foot of the menu shows it. */
  command?: string | undefined
  onClick: () => void
}

/** One thing to do. Serves in a Menu and in a ContextMenu. */
export function MenuItem({ icon: Icon, children, keys, danger, disabled, command, onClick }: MenuItemProps) {
  const { showCommands } = useSettings()
  return (
    <Base.Item
      disabled={disabled ?? false}
      onClick={onClick}
      {...(showCommands && command !== undefined && { 'data-command': command, 'aria-description': command })}
      className={clsx(POPUP_ITEM, danger && 'text-bad [&_svg]:text-bad')}
    >
      {Icon ? <Icon aria-hidden /> : null}
      <span className="flex-1">{children}</span>
      {keys ? (
        <span aria-hidden className="pl-4 text-ink-3">
          <Kbd keys={keys} />
        </span>
      ) : null}
    </Base.Item>
  )
}

type MenuCheckProps = { checked: boolean; onChange: (checked: boolean) => void; children: ReactNode }

/** Something to switch on and off in a menu that stays open. */
export function MenuCheck({ checked, onChange, children }: MenuCheckProps) {
  return (
    <Base.CheckboxItem checked={checked} onCheckedChange={onChange} className={POPUP_ITEM} closeOnClick={false}>
      <span className="flex size-3.5 items-center">
        <Base.CheckboxItemIndicator>
          <Check aria-hidden />
        </Base.CheckboxItemIndicator>
      </span>
      <span className="flex-1 truncate">{children}</span>
    </Base.CheckboxItem>
  )
}

/** Lines of a menu that belong together under a heading. */
export function MenuSection({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2 pt-1.5 pb-0.5 font-medium text-ink-3 text-xs">{label}</Base.GroupLabel>
      {children}
    </Base.Group>
  )
}

/** A line between parts of a menu. */
export function MenuLine() {
  return <Base.Separator className="-mx-1 my-1 h-px bg-line" />
}
