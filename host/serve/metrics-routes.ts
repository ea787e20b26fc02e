import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import type { Door } from './door.ts'
import type { Served } from './served.ts'

/** As the text format has it, version 0.0.4. */
const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8'

/** `GET /metrics` for Prometheus: to who is signed in, or has the token; nothing at all where it is not switched on. */
export function metricsRoutes({ door, host }: { door: Door; host: Served }): Hono<{ Bindings: HttpBindings }> {
  const routes = new Hono<{ Bindings: HttpBindings }>()
  routes.get('/metrics', async (c) => {
    if (!host.metrics.enabled) return c.notFound()
    const token = /^Bearer +([\w-]+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    const signedIn = door.sessions.holds(getCookie(c, door.cookie.name))
    if (!signedIn && !(token !== undefined && host.metrics.accepts(token))) {
      return c.text('Sign in, or give the token: Authorization: Bearer …\n', 401, { 'www-authenticate': 'Bearer' })
    }
    return c.body(await host.metrics.text(), 200, { 'content-type': CONTENT_TYPE, 'cache-control': 'no-store' })
  })
  return routes
}
