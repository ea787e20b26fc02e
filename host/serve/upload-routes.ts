import { finished } from 'node:stream/promises'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import type { Logger } from 'pino'
import { guardHeaders } from '../page/index.ts'
import type { Door } from './door.ts'
import type { Served } from './served.ts'

type Uploading = { door: Door; host: Served; log: Logger }

/** Where the addresses are to which files may be sent. */
export const UPLOADS = '/upload/'

/** Files of the browser, each once, under the token that the UI was given. How it went is told by the job. */
export function uploadRoutes({ door, host, log }: Uploading): Hono<{ Bindings: HttpBindings }> {
  const routes = new Hono<{ Bindings: HttpBindings }>()
  routes.post(`${UPLOADS}:token`, async (c) => {
    const { incoming, outgoing } = c.env
    // What is refused is not read: the rest of a large file would only be thrown away.
    const refuse = (text: string, status: 401 | 404) => c.text(text, status, { connection: 'close' })
    if (!door.sessions.holds(getCookie(c, door.cookie.name))) return refuse('Sign in first.\n', 401)
    if (!host.uploads.take(c.req.param('token'), incoming)) {
      return refuse('This upload is not expected any more. Choose the file again.\n', 404)
    }
    try {
      // Straight from the socket: a file may be large, and a slow engine must slow the browser.
      await finished(incoming, { writable: false })
      outgoing.writeHead(204, guardHeaders).end()
    } catch (error) {
      log.info({ err: error }, 'an upload was cut short')
      outgoing.destroy()
    }
    return RESPONSE_ALREADY_SENT
  })
  return routes
}
