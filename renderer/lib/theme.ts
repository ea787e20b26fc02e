import { settings } from './settings.ts'
import { createStore, useStore } from './store.ts'

export type Theme = 'light' | 'dark'

/** Remembered so that the first frame has the right colours, before the host has said anything. */
const KEY = 'slipway.theme'

const system = window.matchMedia('(prefers-color-scheme: dark)')
const theme = createStore<Theme>('light')

/** Puts the chosen theme, or the system’s, on the page and keeps it so. Call once, before the first render. */
export function followTheme(): void {
  let chosen = remembered()
  const show = () => {
    const now = chosen === 'system' ? (system.matches ? 'dark' : 'light') : chosen
    document.documentElement.dataset.theme = now
    theme.set(now)
  }
  system.addEventListener('change', show)
  settings.subscribe(() => {
    chosen = settings.get().theme
    localStorage.setItem(KEY, chosen)
    show()
  })
  show()
}

function remembered(): 'system' | Theme {
  const value = localStorage.getItem(KEY)
  return value === 'light' || value === 'dark' ? value : 'system'
}

/** The colours that are shown now: for what cannot follow CSS, such as a terminal’s canvas. */
export function useTheme(): Theme {
  return useStore(theme)
}
