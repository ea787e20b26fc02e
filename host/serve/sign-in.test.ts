import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Face, startFace } from '../../test/support/face.ts'

let face: Face
beforeAll(async () => {
  face = await startFace()
})
afterAll(() => face.close())

const json = { 'content-type': 'application/json' }
const post = (proof: unknown, headers: Record<string, string> = {}) =>
  face.ask('/session', { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(proof) })
const tokenOf = (url: string) => new URL(url).searchParams.get('token') ?? ''
const cookieOf = ({ headers }: { headers: Record<string, string> }) => headers['set-cookie']?.split(';')[0] ?? ''

describe('the sign-in link', () => {
  it('lets one browser in, once', async () => {
    const { pathname, search } = new URL(face.signInUrl())
    const first = await face.ask(pathname + search)
    expect(first).toMatchObject({ status: 303, headers: { location: '/' } })
    expect(first.headers['set-cookie']).toMatch(
      new RegExp(`^slipway-session-${face.port}=[\\w-]{43}; Max-Age=\\d+; Path=/; HttpOnly; SameSite=Strict$`),
    )
    expect((await face.ask('/session', { headers: { cookie: cookieOf(first) } })).status).toBe(200)

    const second = await face.ask(pathname + search)
    expect(second.status).toBe(401)
    expect(second.headers['set-cookie']).toBeUndefined()
  })

  it.each(['', 'x', 'A'.repeat(43), '%00', '../..'])('refuses the token “%s”', async (token) => {
    const link = await face.ask(`/sign-in?token=${encodeURIComponent(token)}`)
    expect(link.status).toBe(401)
    expect(link.headers['set-cookie']).toBeUndefined()
  })

  it('is not used up by a look ahead', async () => {
    const { pathname, search } = new URL(face.signInUrl())
    expect((await face.ask(pathname + search, { method: 'HEAD' })).status).toBe(405)
    expect((await face.ask(pathname + search)).status).toBe(303)
  })

  it('works from the page too, once', async () => {
    const token = tokenOf(face.signInUrl())
    const first = await post({ token })
    expect(first).toMatchObject({ status: 200, body: '{"signedIn":true,"password":false}' })
    expect(cookieOf(first)).not.toBe('')
    expect((await post({ token })).status).toBe(401)
  })
})

describe('the session', () => {
  it('is told apart from none', async () => {
    expect(await face.ask('/session')).toMatchObject({ status: 401, body: '{"signedIn":false,"password":false}' })
    const made = `slipway-session-${face.port}=${'A'.repeat(43)}`
    expect((await face.ask('/session', { headers: { cookie: made } })).status).toBe(401)
  })

  it('ends by signing out, also on open sockets', async () => {
    const cookie = await face.signIn()
    const socket = await face.dial({ cookie })
    if (typeof socket === 'number') throw new Error(`refused with ${socket}`)
    const closed = new Promise<number>((resolve) => socket.on('close', resolve))
    const out = await face.ask('/session', { method: 'DELETE', headers: { cookie } })
    expect(out.status).toBe(204)
    expect(out.headers['set-cookie']).toMatch(/Max-Age=0/)
    expect(await closed).toBe(4401)
    expect((await face.ask('/session', { headers: { cookie } })).status).toBe(401)
  })

  it('outlives a restart at the same port, and is kept as a hash alone', async () => {
    const stateFolder = await mkdtemp(join(tmpdir(), 'slipway-sessions-'))
    const { port } = face
    await face.close()
    face = await startFace({ port, stateFolder })
    const cookie = await face.signIn()
    await face.close()
    face = await startFace({ port, stateFolder })
    expect((await face.ask('/session', { headers: { cookie } })).status).toBe(200)
    const [file = ''] = await readdir(stateFolder)
    expect(await readFile(join(stateFolder, file), 'utf8')).not.toContain(cookie.split('=')[1])
    await rm(stateFolder, { recursive: true })
  })
})

describe('what can’t be read', () => {
  it.each(['', '{', 'null', '[]', '{"token":7}', '{"token":"a","password":"b"}', '{"user":"root"}'])(
    '%s is refused',
    async (body) => {
      expect((await face.ask('/session', { method: 'POST', headers: json, body })).status).toBe(400)
    },
  )

  it('a body that is too large is not read to its end', async () => {
    expect((await post({ token: 'x'.repeat(5_000) })).status).toBe(413)
    const chunk = `1000\r\n${'x'.repeat(4096)}\r\n`
    const head = `POST /session HTTP/1.1\r\nHost: 127.0.0.1:${face.port}\r\nTransfer-Encoding: chunked\r\n\r\n`
    expect(await face.raw(head + chunk + chunk)).toMatch(/^HTTP\/1.1 413 /)
  })
})

describe('the password', () => {
  let guarded: Face
  beforeAll(async () => {
    guarded = await startFace({ password: 'correct horse' })
  })
  afterAll(() => guarded.close())
  const guess = (password: string) =>
    guarded.ask('/session', { method: 'POST', headers: json, body: JSON.stringify({ password }) })

  // Each try costs a quarter of a second of CPU, by intent.
  it('lets in; and five wrong ones a minute are enough', { timeout: 60_000 }, async () => {
    expect((await guess('correct horse')).status).toBe(200)
    // At the same time: none may slip through before the others are counted.
    const wrong = await Promise.all(Array.from({ length: 8 }, (_, at) => guess(`wrong ${at}`)))
    expect(wrong.map(({ status }) => status).sort()).toEqual([401, 401, 401, 401, 401, 429, 429, 429])
    const late = await guess('correct horse')
    expect(late.status).toBe(429)
    expect(Number(late.headers['retry-after'])).toBeGreaterThan(0)
  })

  it('is no way in where there is none', async () => {
    expect((await post({ password: '' })).status).toBe(401)
  })
})
