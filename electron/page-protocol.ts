import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { protocol, type Session } from 'electron'
import { guardHeaders, Pages } from '../host/page/index.ts'
import { isOurs } from './guard.ts'

/** Makes `app://` an origin like any other. Call before Electron is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Serves the built UI at `app://slipway/`, under the same policy as the browser face. */
export function servePages(session: Session): void {
  const pages = new Pages(join(__dirname, '..', 'renderer'))
  session.protocol.handle('app', async ({ method, url }) => {
    if (method !== 'GET' || !isOurs(url)) return nothing()
    const path = decoded(new URL(url).pathname)
    if (path === '/') {
      const page = await pages.page()
      return page ? new Response(page.html, { headers: page.headers }) : nothing()
    }
    const file = path === undefined ? undefined : await pages.file(path)
    if (!file) return nothing()
    return new Response(new Uint8Array(await readFile(file.path)), {
      headers: { ...guardHeaders, 'content-type': file.type },
    })
  })
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}

function nothing(): Response {
  return new Response('There is nothing here.\n', { status: 404, headers: { ...guardHeaders } })
}
