import { createContext, useContext } from 'react'

const ID = 'popups'

/** True inside of a dialog, where popups belong to the dialog and not to the page under it. */
export const InDialog = createContext(false)

/** Props of the element, inside of the page’s main landmark, that menus and tips of the page are put into. */
export const POPUP_LAYER = { id: ID } as const

/** Where a popup opened from here belongs; undefined for the nearest portal. */
export function usePopupLayer(): HTMLElement | undefined {
  const inDialog = useContext(InDialog)
  return inDialog ? undefined : (document.getElementById(ID) ?? undefined)
}
