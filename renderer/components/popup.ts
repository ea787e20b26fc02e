/** How everything that floats above the page looks: menus, selects, popovers. */
export const POPUP =
  'group/menu max-h-(--available-height) min-w-44 has-data-command:min-w-64 overflow-y-auto rounded-lg bg-raised p-1 text-ink shadow-popup outline-none'

/** One line in something that floats. */
export const POPUP_ITEM =
  'flex h-7 select-none items-center gap-2 rounded-md px-2 outline-none data-[highlighted]:bg-pressed data-[disabled]:text-ink-3 [&_svg]:size-3.5 [&_svg]:shrink-0 [&_svg]:text-ink-3'
