import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Face, startFace } from '../../test/support/face.ts'

let face: Face
let cookie: string
beforeAll(async () => {
  face = await startFace()
  cookie = await face.signIn()
})
afterAll(() => face.close())

const get = (headers: Record<string, string> = {}) => face.ask('/metrics', { headers })
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

test('there are no figures until they are switched on, whoever asks', async () => {
  const token = await face.metrics.makeToken()
  for (const headers of [{}, { cookie }, bearer(token)]) expect((await get(headers)).status).toBe(404)
})

test('they are for who is signed in, or has the token', async () => {
  await face.metrics.setEnabled(true)
  const token = await face.metrics.makeToken()
  for (const headers of [{ cookie }, bearer(token)]) {
    const { status, body, headers: got } = await get(headers)
    expect([status, body, got['content-type']]).toEqual([200, 'up 1\n', 'text/plain; version=0.0.4; charset=utf-8'])
  }
  for (const headers of [{}, bearer('x'), bearer(''), bearer(`${token}x`), { authorization: token }]) {
    const refused = await get(headers)
    expect(refused.status).toBe(401)
    expect(refused.body).not.toContain('up 1')
  }
})

test('a new token makes the old one void, and it can be taken away', async () => {
  const [old, fresh] = [await face.metrics.makeToken(), await face.metrics.makeToken()]
  expect((await get(bearer(old))).status).toBe(401)
  expect((await get(bearer(fresh))).status).toBe(200)
  await face.metrics.dropToken()
  expect((await get(bearer(fresh))).status).toBe(401)
})
