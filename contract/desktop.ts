/**
 * What the desktop shell gives the page as `window.slipway`. The port to the host itself comes by `postMessage`,
 * as `{ type: 'slipway:port' }` with the port transferred, in answer to `requestPort`.
 */
export type DesktopBridge = {
  platform: 'darwin' | 'win32' | 'linux'
  /** Asks for a new connection to the host. */
  requestPort: () => void
  /** Asks for a path by the desktop's own dialog; undefined when nothing was chosen. */
  choosePath: (question: {
    kind: 'folder' | 'file' | 'save'
    title: string
    /** Where to begin; may be empty. */
    at: string
    fileName?: string
  }) => Promise<string | undefined>
  /** Where a file that was dropped is on this computer. */
  pathOf: (file: File) => string
  /** Saves a download of the host, given its one-time path, where the person chooses. */
  save: (path: string, fileName: string) => Promise<boolean>
}
