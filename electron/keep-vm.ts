import { join } from 'node:path'
import { app } from 'electron'
import { attachments, keepVm, stateFolder, type VmPlaces } from '../host/index.ts'

/** Keeps a virtual machine in this process, without a window, until nobody needs it or the session ends. */
export async function keepVmHere(name: string, places: VmPlaces): Promise<void> {
  // A window of Slipway has its own.
  app.setPath('userData', join(stateFolder(), 'desktop-keeper'))
  app.dock?.hide()
  const asked = new Promise<void>((resolve) => {
    // Logging out quits programs; the machine is stopped in order first.
    app.on('before-quit', (event) => {
      event.preventDefault()
      resolve()
    })
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
  await keepVm({ name, stateFolder: stateFolder(), places, attach: attachments, asked })
  app.exit(0)
}
