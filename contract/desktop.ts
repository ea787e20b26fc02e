/**
 * What the desktop shell gives the page as `window.slipway`. The port to the host itself comes by `postMessage`,
 * as `{ type: 'slipway:port' }` with the port transferred, in answer to `requestPort`.
 */
export type DesktopBridge = {
  platform: 'darwin' | 'win32' | 'linux'
  /** Asks for a new connection to the host. */
  requestPort: () => void
  /** Saves a download of the host, given its one-time path, where the person chooses. */
  save: (path: string, fileName: string) => Promise<boolean>
}
