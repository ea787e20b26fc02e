import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Face, startFace } from '../../test/support/face.ts'

let face: Face
let cookie: string
beforeAll(async () => {
  face = await startFace()
  cookie = await face.signIn()
})
afterAll(() => face.close())

const FOREIGN_HOSTS = [
  'evil.example',
  'evil.example:PORT',
  'localhost',
  'localhost:1',
  'localhost.evil.example:PORT',
  '127.0.0.1.nip.io:PORT',
  '192.168.1.10:PORT',
  'evil@localhost:PORT',
  'localhost:PORT@evil',
  '[::2]:PORT',
]
const FOREIGN_ORIGINS = [
  'https://evil.example',
  'http://evil.example:PORT',
  'http://localhost:1',
  'https://localhost:PORT',
  'http://localhost:PORT.evil.example',
  'null',
  '',
]
const here = (text: string) => text.replaceAll('PORT', String(face.port))

describe('a foreign Host (DNS rebinding)', () => {
  it.each(FOREIGN_HOSTS)('%s gets nothing', async (host) => {
    for (const path of ['/', '/session', '/healthz', '/assets/a-1.js', '/rpc']) {
      const text = await face.raw(
        `GET ${path} HTTP/1.1\r\nHost: ${here(host)}\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`,
      )
      expect(text).toMatch(/^HTTP\/1.1 40[03] /)
      expect(text).not.toContain('<script')
    }
    const socket = await face.dial({ cookie, host: here(host), origin: here(`http://${host}`) })
    expect(socket).toBe(403)
  })

  it('none at all gets nothing', async () => {
    expect(await face.raw('GET / HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1.1 40[03] /)
  })

  it.each(['127.0.0.1:PORT', 'localhost:PORT', '[::1]:PORT', 'LOCALHOST:PORT'])('%s is our own', async (host) => {
    expect((await face.ask('/healthz', { headers: { host: here(host) } })).status).toBe(200)
  })
})

describe('a foreign Origin', () => {
  it.each(FOREIGN_ORIGINS)('“%s” changes nothing', async (origin) => {
    for (const method of ['POST', 'DELETE', 'PUT']) {
      const answer = await face.ask('/session', { method, headers: { cookie, origin: here(origin) } })
      expect(answer.status).toBe(403)
      expect(answer.headers['access-control-allow-origin']).toBeUndefined()
    }
    expect((await face.ask('/session', { headers: { cookie } })).status).toBe(200)
  })

  it.each(FOREIGN_ORIGINS)('“%s” opens no socket', async (origin) => {
    expect(await face.dial({ cookie, origin: here(origin) })).toBe(403)
  })

  it('a browser that hides it gets no further', async () => {
    for (const site of ['cross-site', 'same-site']) {
      const answer = await face.ask('/session', { method: 'DELETE', headers: { cookie, 'sec-fetch-site': site } })
      expect(answer.status).toBe(403)
      expect(await face.dial({ cookie, 'sec-fetch-site': site })).toBe(403)
    }
  })
})

describe('the socket', () => {
  it('is for those signed in', async () => {
    expect(await face.dial({ origin: face.url })).toBe(401)
    expect(await face.dial({ origin: face.url, cookie: `slipway-session-${face.port}=${'A'.repeat(43)}` })).toBe(401)
    expect(await face.dial({ origin: face.url, cookie: cookie.replace(/-\d+=/, '-1=') })).toBe(401)
  })

  it('is at /rpc alone', async () => {
    for (const path of ['/', '/rpc/', '/rpc?x', '/RPC']) expect(await face.dial({ cookie }, path)).toBe(404)
  })

  it('carries messages both ways', async () => {
    const socket = await face.dial({ cookie, origin: face.url })
    if (typeof socket === 'number') throw new Error(`refused with ${socket}`)
    const answer = new Promise<string>((resolve) => socket.on('message', (data) => resolve(String(data))))
    socket.send('hello')
    expect(await answer).toBe('hello')
    socket.close()
  })

  it('takes no message that is too large', async () => {
    const socket = await face.dial({ cookie })
    if (typeof socket === 'number') throw new Error(`refused with ${socket}`)
    const closed = new Promise<number>((resolve) => socket.on('close', resolve))
    socket.send(Buffer.alloc(9 * 1024 * 1024))
    expect(await closed).toBe(1009)
  })
})

describe('closing', () => {
  it('cuts open sockets and requests within a second', async () => {
    const short = await startFace()
    const socket = await short.dial({ cookie: await short.signIn() })
    if (typeof socket === 'number') throw new Error(`refused with ${socket}`)
    const cut = new Promise((resolve) => socket.on('close', resolve))
    const hanging = short.raw(`POST /session HTTP/1.1\r\nHost: 127.0.0.1:${short.port}\r\nContent-Length: 9\r\n\r\n`)
    const ended = Promise.all([cut, hanging.catch(() => 'cut')])
    const start = performance.now()
    await short.close()
    await ended
    expect(performance.now() - start).toBeLessThan(1_000)
  })
})
