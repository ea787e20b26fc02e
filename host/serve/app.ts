import type { IncomingMessage } from 'node:http'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { Logger } from 'pino'
import { guardHeaders, type Pages } from '../page/index.ts'
import type { Door } from './door.ts'
import { downloadRoutes } from './download-routes.ts'
import { metricsRoutes } from './metrics-routes.ts'
import { pageRoutes } from './page-routes.ts'
import { plainPath } from './request-path.ts'
import type { Served } from './served.ts'
import { sessionRoutes } from './session-routes.ts'
import { UPLOADS, uploadRoutes } from './upload-routes.ts'

/** A request’s body, unless it is a file, is small. Milliseconds. */
const BODY_MS = 30_000

export type AppOptions = { door: Door; pages: Pages; host: Served; log: Logger }

/** Everything of the browser face but the WebSocket. */
export function createApp({ door, pages, host, log }: AppOptions): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()

  app.use(async (c, next) => {
    const { url, headers, method = '' } = c.env.incoming
    for (const [name, value] of Object.entries(guardHeaders)) c.header(name, value)
    const path = plainPath(url)
    if (path === undefined) return c.text('This is no address of Slipway.\n', 400)
    if (!door.access.host(headers.host)) return c.text('This is not the name of this Slipway.\n', 403)
    const changes = method !== 'GET' && method !== 'HEAD'
    const site = headers['sec-fetch-site']
    if (changes && !door.access.origin(headers.origin, typeof site === 'string' ? site : undefined)) {
      return c.text('This page may not talk to Slipway.\n', 403)
    }
    if (changes && !path.startsWith(UPLOADS)) endLate(c.env.incoming)
    return await next()
  })
  app.get('/healthz', (c) => c.text('ok\n'))
  app.route('/', sessionRoutes(door))
  app.route('/', metricsRoutes({ door, host }))
  app.route('/', downloadRoutes({ door, host, log }))
  app.route('/', uploadRoutes({ door, host, log }))
  app.route('/', pageRoutes(pages))

  app.notFound((c) => c.text('There is nothing here.\n', 404))
  app.onError((error, c) => {
    log.error({ err: error, path: c.req.path }, 'a request failed')
    return c.text('This failed inside Slipway; its log says why.\n', 500)
  })
  return app
}

/** Ends a request whose body takes for ever: the server itself, which takes large files, has no such limit. */
function endLate(incoming: IncomingMessage): void {
  const timer = setTimeout(() => {
    if (!incoming.complete) incoming.destroy()
  }, BODY_MS)
  timer.unref()
  incoming.once('close', () => clearTimeout(timer))
}
