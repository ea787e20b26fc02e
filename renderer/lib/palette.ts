import { createStore } from './store.ts'

/** Whether the command palette is open. */
export const paletteOpen = createStore(false)

/** What the palette opens with. */
export const paletteText = createStore('')

/** Opens the command palette, with a text where there is one. */
export function openPalette(text = ''): void {
  paletteText.set(text)
  paletteOpen.set(true)
}
