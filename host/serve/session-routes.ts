import { getConnInfo } from '@hono/node-server/conninfo'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import type { Door } from './door.ts'
import { SESSION_SECONDS } from './sessions.ts'

const MAX_BODY_BYTES = 4 * 1024
const proof = z.union([z.strictObject({ token: z.string() }), z.strictObject({ password: z.string() })])

/** Signing in and out, and whether one is: `/session` for the page, `/sign-in?token=…` for the link. */
export function sessionRoutes(door: Door): Hono {
  const routes = new Hono()
  const ways = { password: door.password !== undefined }

  routes.get('/session', (c) => {
    const signedIn = door.sessions.holds(getCookie(c, door.cookie.name))
    return c.json({ signedIn, ...ways }, signedIn ? 200 : 401)
  })

  routes.post('/session', bodyLimit({ maxSize: MAX_BODY_BYTES, onError: tooLarge }), async (c) => {
    const given = proof.safeParse(await c.req.json().catch(() => undefined))
    if (!given.success) return c.json({ signedIn: false, ...ways }, 400)
    const address = getConnInfo(c).remote.address ?? ''
    const wait = door.attempts.wait(address)
    if (wait > 0) {
      c.header('retry-after', String(wait))
      return c.json({ signedIn: false, ...ways }, 429)
    }
    const attempt = door.attempts.begin(address)
    const good =
      'token' in given.data
        ? door.links.redeem(given.data.token)
        : ((await door.password?.matches(given.data.password)) ?? false)
    if (!good) return c.json({ signedIn: false, ...ways }, 401)
    attempt.succeeded()
    await letIn(c, door)
    return c.json({ signedIn: true, ...ways })
  })

  routes.delete('/session', async (c) => {
    const id = getCookie(c, door.cookie.name)
    if (id !== undefined) await door.sessions.end(id)
    deleteCookie(c, door.cookie.name, cookieOptions(door))
    return c.body(null, 204)
  })

  routes.get('/sign-in', async (c, next) => {
    const token = c.req.query('token')
    if (token === undefined) return await next()
    // A look ahead by a mail program or a chat must not use the link up.
    if (c.req.method === 'HEAD') return c.body(null, 405, { allow: 'GET' })
    if (!door.links.redeem(token)) {
      // Somebody who is in already has used the link again: no reason to put them out.
      if (door.sessions.holds(getCookie(c, door.cookie.name))) return c.redirect('/', 303)
      c.status(401)
      return await next()
    }
    await letIn(c, door)
    return c.redirect('/', 303)
  })

  return routes
}

async function letIn(c: Context, door: Door): Promise<void> {
  const before = getCookie(c, door.cookie.name)
  if (before !== undefined) await door.sessions.end(before)
  setCookie(c, door.cookie.name, await door.sessions.begin(), { ...cookieOptions(door), maxAge: SESSION_SECONDS })
}

function cookieOptions({ cookie }: Door) {
  return { path: '/', httpOnly: true, sameSite: 'Strict', secure: cookie.secure } as const
}

function tooLarge(c: Context): Response {
  return c.text('The request is too large.', 413, { connection: 'close' })
}
