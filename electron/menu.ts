import type { MenuItemConstructorOptions } from 'electron'

const view: MenuItemConstructorOptions = {
  label: 'View',
  submenu: [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
    { role: 'toggleDevTools' },
  ],
}

/**
 * The menu of each system. Outside macOS it takes no Ctrl key that a terminal needs: no Ctrl+W, Ctrl+R, Ctrl+C, and
 * so no Close, Reload or Edit there; the page and Chromium do those by themselves.
 */
export function menuTemplate(platform: NodeJS.Platform): MenuItemConstructorOptions[] {
  if (platform === 'darwin') return [{ role: 'appMenu' }, { role: 'editMenu' }, view, { role: 'windowMenu' }]
  return [{ label: 'File', submenu: [{ role: 'quit', accelerator: 'Ctrl+Shift+Q' }] }, view]
}
