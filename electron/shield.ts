import { app, type Session, shell, type WebContents } from 'electron'
import { forBrowser, isOurs, mayDownload, mayUse } from './guard.ts'

/** Holds every page of this program to the guard’s decisions, whoever makes it. Call before the first window. */
export function shieldPages(): void {
  app.on('web-contents-created', (_event, contents) => shieldContents(contents))
}

/** Denies a session’s pages whatever they need not have. */
export function shieldSession(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, decide) => decide(mayUse(permission, contents.getURL())))
  session.setPermissionCheckHandler((_contents, permission, origin) => mayUse(permission, origin))
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event, item) => {
    if (!mayDownload(item.getURL())) event.preventDefault()
  })
}

function shieldContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!isOurs(event.url)) event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    if (!isOurs(event.url)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => {
    if (!isOurs(event.url)) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    const address = forBrowser(url)
    if (address !== undefined) {
      shell.openExternal(address).catch((error) => console.error('The browser could not be opened.', error))
    }
    return { action: 'deny' }
  })
}
