import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { DesktopBridge } from '../contract/index.ts'

const { platform } = process

const bridge: DesktopBridge = {
  platform: platform === 'darwin' || platform === 'win32' ? platform : 'linux',
  requestPort: () => ipcRenderer.send('slipway:port'),
  choosePath: async (question) => {
    const path: unknown = await ipcRenderer.invoke('slipway:choose-path', question)
    return typeof path === 'string' ? path : undefined
  },
  pathOf: (file) => webUtils.getPathForFile(file),
  save: async (path, fileName) => {
    const saved: unknown = await ipcRenderer.invoke('slipway:save', path, fileName)
    return saved === true
  },
}

// A port can't cross the bridge; a message between the two worlds of this page carries it.
ipcRenderer.on('slipway:port', (event) =>
  window.postMessage({ type: 'slipway:port' }, window.location.origin, [...event.ports]),
)
contextBridge.exposeInMainWorld('slipway', bridge)
