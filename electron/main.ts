import { createRequire } from 'node:module'
import { join } from 'node:path'
import { app, type BrowserWindow, dialog, Menu, session } from 'electron'
import type { Problem } from '../contract/index.ts'
import { engineOption } from './engine-option.ts'
import { HostLink } from './host-link.ts'
import { answerPages } from './ipc.ts'
import { menuTemplate } from './menu.ts'
import { declareScheme, servePages } from './page-protocol.ts'
import { shieldPages, shieldSession } from './shield.ts'
import { desktopVm, vmToKeep } from './vm-places.ts'
import { openWindow } from './window.ts'

let window: BrowserWindow | undefined
let host: HostLink | undefined

// A Slipway with a state of its own is a Slipway of its own: its window and its lock too.
if (process.env.SLIPWAY_STATE) app.setPath('userData', join(process.env.SLIPWAY_STATE, 'desktop'))
app.enableSandbox()
declareScheme()
shieldPages()

const kept = vmToKeep(process.argv)
const vm = desktopVm({
  platform: process.platform,
  program: process.execPath,
  words: process.argv,
  checkout: app.isPackaged ? undefined : app.getAppPath(),
  resources: process.resourcesPath,
  appImage: process.env.APPIMAGE,
})
if (kept !== undefined) {
  keep(kept).catch(() => app.exit(1))
} else if (app.requestSingleInstanceLock()) {
  start().catch((error) => fail({ what: 'Slipway could not start.', why: String(error), next: 'Please report this.' }))
} else {
  app.quit()
}

/** Keeps a virtual machine instead of showing a window. */
async function keep(name: string): Promise<void> {
  // A bundle of its own: with the host's parts in it, each window would open later.
  const { keepVmHere }: typeof import('./keep-vm.ts') = createRequire(__filename)('./keep-vm.cjs')
  await keepVmHere(name, vm)
}

async function start(): Promise<void> {
  app.on('second-instance', show)
  app.on('activate', show)
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('before-quit', leaveInOrder)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit())

  host = new HostLink({ engine: engineOption(process.argv), vm, onFailed: fail })
  answerPages(host, () => window)
  await app.whenReady()
  shieldSession(session.defaultSession)
  servePages(session.defaultSession)
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform)))
  show()
}

/** Brings the window to the front, or opens it again. */
function show(): void {
  if (!app.isReady()) return
  if (!window) {
    window = openWindow()
    window.once('closed', () => {
      window = undefined
    })
    return
  }
  if (window.isMinimized()) window.restore()
  window.focus()
}

/** Quitting waits for the host, so that nothing is cut off in the middle. */
function leaveInOrder(event: Electron.Event): void {
  const closing = host
  if (!closing) return
  event.preventDefault()
  host = undefined
  window?.close()
  closing.close().finally(() => app.exit(0))
}

function fail({ what, why, next }: Problem): void {
  dialog.showErrorBox(what, `${why}\n\n${next}`)
  app.exit(1)
}
