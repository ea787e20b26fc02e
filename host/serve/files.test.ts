import { request as httpRequest } from 'node:http'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Face, SCRIPT, startFace } from '../../test/support/face.ts'
import { attachment } from './download-routes.ts'

let face: Face
beforeAll(async () => {
  face = await startFace()
})
afterAll(() => face.close())

const get = (path: string, ...headers: string[]) =>
  face.raw(
    [`GET ${path} HTTP/1.1`, `Host: 127.0.0.1:${face.port}`, 'Connection: close', ...headers, '', ''].join('\r\n'),
  )

describe('the page', () => {
  it('comes under a policy with a nonce of its own', async () => {
    const [first, second] = [await face.ask('/'), await face.ask('/')]
    const nonce = /nonce="([\w-]{24})"/.exec(first.body)?.[1]
    expect(nonce).toBeDefined()
    expect(second.body).not.toContain(nonce)
    const policy = first.headers['content-security-policy'] ?? ''
    expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`)
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe|\*|https?:|wss?:/)
    expect(first.headers['cache-control']).toBe('no-store')
  })

  it('is what a navigation gets, and nothing else does', async () => {
    expect((await get('/containers', 'Accept: text/html')).startsWith('HTTP/1.1 200 ')).toBe(true)
    expect((await get('/containers', 'Sec-Fetch-Mode: navigate')).startsWith('HTTP/1.1 200 ')).toBe(true)
    expect((await get('/containers')).startsWith('HTTP/1.1 404 ')).toBe(true)
    expect((await get('/containers', 'Accept: text/html', 'Sec-Fetch-Mode: cors')).startsWith('HTTP/1.1 404 ')).toBe(
      true,
    )
    expect((await get('/missing.js', 'Accept: text/html')).startsWith('HTTP/1.1 404 ')).toBe(true)
  })
})

it.each(['/', '/healthz', '/session', '/assets/a-1.js', '/nothing', '/download/x'])(
  '%s is guarded by headers',
  async (path) => {
    const { headers } = await face.ask(path)
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
  },
)

it('says that it is up to anyone on this computer', async () => {
  expect(await face.ask('/healthz')).toMatchObject({ status: 200, body: 'ok\n' })
})

describe('assets', () => {
  it('may be kept, and come compressed to those who take it', async () => {
    const plain = await face.ask('/assets/a-1.js')
    expect(plain).toMatchObject({ status: 200, body: SCRIPT })
    expect(plain.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
    })
    const zipped = await fetch(`${face.url}/assets/a-1.js`, { headers: { 'accept-encoding': 'br;q=1, gzip' } })
    expect(zipped.headers.get('content-encoding')).toBe('gzip')
    expect(await zipped.text()).toBe(SCRIPT)
    expect((await face.ask('/assets/a-1.js', { headers: { 'accept-encoding': 'gzip;q=0' } })).body).toBe(SCRIPT)
  })

  it('answer HEAD without a body', async () => {
    const answer = await get('/assets/a-1.js').then(() => face.ask('/assets/a-1.js', { method: 'HEAD' }))
    expect(answer).toMatchObject({ status: 200, body: '', headers: { 'content-length': String(SCRIPT.length) } })
  })
})

describe('a path that leads elsewhere', () => {
  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e%2fsecret.txt',
    '/%252e%252e/secret.txt',
    '/assets/..%5c..%5csecret.txt',
    '/..\\secret.txt',
    '//../secret.txt',
    '/%00',
    '/assets/a-1.js%00.txt',
    '/%ff',
    '/%',
    'http://127.0.0.1/../secret.txt',
    '*',
  ])('%s is refused', async (path) => {
    const answer = await get(path, 'Accept: text/html')
    expect(answer).toMatch(/^HTTP\/1.1 400 /)
    expect(answer).not.toContain('secret\n')
  })

  it.each([
    '/etc/passwd',
    '/secret.txt',
    '/index.html',
    '/assets',
    '/assets/',
    '/assets/a-1.js/',
    '/.vite/manifest.json',
  ])('%s is not there', async (path) => expect(await get(path)).toMatch(/^HTTP\/1.1 404 /))
})

describe('uploads', () => {
  const post = (path: string, headers: Record<string, string>, body = 'one two') =>
    face.ask(path, { method: 'POST', headers, body })
  const text = async (body: AsyncIterable<Buffer>) => {
    let all = ''
    for await (const part of body) all += part
    return all
  }

  it('are for those signed in, from a page of ours, once', async () => {
    const cookie = await face.signIn()
    const { path, arrived } = face.uploads.expect()
    expect((await post(path, {})).status).toBe(401)
    expect((await post(path, { cookie, origin: 'https://evil.example' })).status).toBe(403)
    expect((await post(path, { cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await face.ask(path, { headers: { cookie } })).status).toBe(404)
    const [answer, got] = await Promise.all([
      post(path, { cookie, origin: face.url }),
      arrived(new AbortController().signal).then(text),
    ])
    expect({ status: answer.status, got }).toEqual({ status: 204, got: 'one two' })
    expect((await post(path, { cookie })).status).toBe(404)
    expect((await post('/upload/unknown', { cookie })).status).toBe(404)
  })

  it('are read no faster than they are taken, however long that is', async () => {
    const cookie = await face.signIn()
    const { path, arrived } = face.uploads.expect()
    const body = Readable.from(
      (function* () {
        for (let part = 0; part < 512; part++) yield Buffer.alloc(65_536, part)
      })(),
    )
    let sent = 0
    const request = httpRequest(face.url + path, { method: 'POST', headers: { cookie } })
    body.on('data', (part: Buffer) => {
      sent += part.length
    })
    body.pipe(request)
    const answered = new Promise<number>((resolve) => request.once('response', (one) => resolve(one.statusCode ?? 0)))
    const arriving = await arrived(new AbortController().signal)
    // Nobody reads: only what fits into the buffers on the way is sent.
    let before = -1
    while (before !== sent) {
      before = sent
      await sleep(200)
    }
    expect(sent).toBeLessThan(24 * 1024 * 1024)
    let got = 0
    for await (const part of arriving) got += part.length
    expect(got).toBe(512 * 65_536)
    expect(await answered).toBe(204)
  })

  it('end in the browser when they are not wanted any more', async () => {
    const cookie = await face.signIn()
    const { path, arrived } = face.uploads.expect()
    const request = httpRequest(face.url + path, { method: 'POST', headers: { cookie } })
    const broke = new Promise((resolve) => request.once('error', resolve))
    request.write('begin')
    const body = await arrived(new AbortController().signal)
    body.destroy()
    expect(await broke).toBeInstanceOf(Error)
  })
})

describe('downloads', () => {
  it('are for those signed in, once, as a file', async () => {
    const cookie = await face.signIn()
    expect((await face.ask('/download/once')).status).toBe(401)
    expect((await face.ask('/download/once', { method: 'HEAD', headers: { cookie } })).status).toBe(405)
    const first = await face.ask('/download/once', { headers: { cookie } })
    expect(first).toMatchObject({ status: 200, body: 'one two' })
    expect(first.headers['content-disposition']).toBe(
      `attachment; filename="w_b _1_.log"; filename*=UTF-8''w%C3%A9b%20%221%22.log`,
    )
    expect((await face.ask('/download/once', { headers: { cookie } })).status).toBe(404)
  })

  it('say why they can’t begin', async () => {
    const answer = await face.ask('/download/broken', { headers: { cookie: await face.signIn() } })
    expect(answer).toMatchObject({ status: 502, body: 'It is gone.\nSo.\nLook.\n' })
  })

  it('end at their source when the browser leaves', async () => {
    const cookie = await face.signIn()
    const leave = new AbortController()
    const answer = await fetch(`${face.url}/download/endless`, { headers: { cookie }, signal: leave.signal })
    await answer.body?.getReader().read()
    const ended = new Promise((resolve) => face.endless.once('close', resolve))
    leave.abort()
    await ended
    expect(face.endless.destroyed).toBe(true)
  })

  it.each([
    ['a\r\nSet-Cookie: x', `attachment; filename="a__Set-Cookie: x"; filename*=UTF-8''a__Set-Cookie%3A%20x`],
    ['../../x', `attachment; filename=".._.._x"; filename*=UTF-8''.._.._x`],
    ['', `attachment; filename="download"; filename*=UTF-8''download`],
    ['\ud800', `attachment; filename="_"; filename*=UTF-8''%EF%BF%BD`],
    ["a'(1)*", `attachment; filename="a'(1)*"; filename*=UTF-8''a%27%281%29%2A`],
  ])('a file called %j', (name, header) => expect(attachment(name)).toBe(header))
})
