import { pipeline } from 'node:stream/promises'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import type { Logger } from 'pino'
import type { Download } from '../downloads/index.ts'
import { SlipwayError } from '../errors.ts'
import { guardHeaders } from '../page/index.ts'
import type { Door } from './door.ts'
import type { Served } from './served.ts'

type Downloading = { door: Door; host: Served; log: Logger }

/** Files of the host, each once, by the token that the UI was given. */
export function downloadRoutes({ door, host, log }: Downloading): Hono<{ Bindings: HttpBindings }> {
  const routes = new Hono<{ Bindings: HttpBindings }>()
  routes.get('/download/:token', async (c) => {
    if (c.req.method === 'HEAD') return c.body(null, 405, { allow: 'GET' })
    if (!door.sessions.holds(getCookie(c, door.cookie.name))) return c.text('Sign in first.\n', 401)
    let download: Download | undefined
    try {
      download = await host.downloads.open(c.req.param('token'))
    } catch (error) {
      if (!(error instanceof SlipwayError)) throw error
      const { what, why, next } = error.problem
      return c.text(`${what}\n${why}\n${next}\n`, 502)
    }
    if (!download) return c.text('This download is not there any more. Ask for it again.\n', 404)
    c.env.outgoing.writeHead(200, {
      ...guardHeaders,
      'content-type': download.contentType,
      'content-disposition': attachment(download.fileName),
      // Whatever the file holds, it is no page of ours.
      'content-security-policy': "default-src 'none'; sandbox",
    })
    // Straight to the socket: a download may be large, and a slow browser must slow its source.
    pipeline(download.body, c.env.outgoing).catch((error) => log.info({ err: error }, 'a download was cut short'))
    return RESPONSE_ALREADY_SENT
  })
  return routes
}

/** The header that makes a browser save a file under that name (RFC 6266); a name may hold anything. */
export function attachment(fileName: string): string {
  const name = fileName.toWellFormed().replace(/[\u0000-\u001f\u007f/\\]/g, '_') || 'download'
  const plain = name.replace(/[^\x20-\x7e]|["%]/g, '_')
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
