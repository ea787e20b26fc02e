import { join } from 'node:path'
import { app, BrowserWindow, nativeTheme, screen } from 'electron'
import { ORIGIN, WEB_PREFERENCES } from './guard.ts'
import { keepWindowState, MIN_SIZE, placeWindow, readWindowState } from './window-state.ts'

/** Milliseconds of quiet after which a moved window is remembered. */
const SETTLE_MS = 400

/** Opens the window where it was left. */
export function openWindow(): BrowserWindow {
  const path = join(app.getPath('userData'), 'window.json')
  const left = readWindowState(path)
  const main = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id)
  const window = new BrowserWindow({
    ...placeWindow(
      left,
      [main, ...others].map(({ workArea }) => workArea),
    ),
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    show: false,
    title: 'Slipway',
    autoHideMenuBar: true,
    // The page’s own colours, so that no white flashes before its first frame.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#111113' : '#ffffff',
    webPreferences: { ...WEB_PREFERENCES, preload: join(__dirname, 'preload.cjs') },
  })
  if (left?.maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  remember(window, path)
  window.loadURL(`${ORIGIN}/`).catch((error) => console.error('The page could not be loaded.', error))
  return window
}

function remember(window: BrowserWindow, path: string): void {
  const keep = () => {
    try {
      keepWindowState(path, { bounds: window.getNormalBounds(), maximized: window.isMaximized() })
    } catch (error) {
      // A full disk must not keep a window from being moved or closed.
      console.error('The window’s place could not be kept.', error)
    }
  }
  let timer: NodeJS.Timeout | undefined
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(keep, SETTLE_MS)
  }
  window.on('resize', soon)
  window.on('move', soon)
  window.on('close', () => {
    clearTimeout(timer)
    keep()
  })
}
