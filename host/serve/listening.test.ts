import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:https'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startFace } from '../../test/support/face.ts'
import { checkListening, type Listening, namesOf } from './listen-rules.ts'

const tls = { cert: Buffer.from(''), key: Buffer.from('') }
const publicUrl = new URL('https://slipway.example')
const at = (host: string, more: Partial<Listening> = {}): Listening => ({ host, port: 0, behindProxy: false, ...more })

describe('what an address demands', () => {
  it.each([
    ['127.0.0.1', {}],
    ['::1', {}],
    ['0.0.0.0', { password: 'p', tls }],
    ['0.0.0.0', { password: 'p', behindProxy: true, publicUrl }],
    ['127.0.0.1', { password: 'p', behindProxy: true, publicUrl }],
  ])('%s with %j is enough', (host, more) => expect(() => checkListening(at(host, more))).not.toThrow())

  it.each([
    ['0.0.0.0', {}, /needs a password/],
    ['::', {}, /needs a password/],
    ['192.168.1.10', {}, /needs a password/],
    ['127.0.0.2', {}, /needs a password/],
    ['0.0.0.0', { tls }, /needs a password/],
    ['0.0.0.0', { password: '', tls }, /needs a password/],
    ['0.0.0.0', { password: 'p' }, /needs TLS/],
    ['0.0.0.0', { password: 'p', publicUrl }, /needs TLS/],
    ['0.0.0.0', { password: 'p', behindProxy: true }, /must know its own address/],
    ['127.0.0.1', { behindProxy: true, publicUrl }, /needs a password/],
  ])('%s with %j is not', (host, more, why) => expect(() => checkListening(at(host, more))).toThrow(why))
})

it('answers to this computer’s own names wherever it listens', () => {
  expect(namesOf('127.0.0.1')).toEqual(['127.0.0.1', 'localhost', '::1', '127.0.0.1'])
  expect(namesOf('0.0.0.0').length).toBeGreaterThan(3)
})

it('says that a port is taken', async () => {
  const other = createServer()
  const port = await new Promise<number>((resolve) =>
    other.listen(0, '127.0.0.1', () => {
      const address = other.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    }),
  )
  await expect(startFace({ port })).rejects.toMatchObject({ code: 'PORT_IN_USE' })
  await new Promise((resolve) => other.close(resolve))
})

it('says that an address is none of ours', async () => {
  const elsewhere = { host: '203.0.113.7', password: 'p', behindProxy: true, publicUrl }
  await expect(startFace(elsewhere)).rejects.toMatchObject({ code: 'INVALID' })
})

it('behind a proxy it answers to the public name, with a cookie for HTTPS alone', async () => {
  const face = await startFace({ password: 'p', behindProxy: true, publicUrl })
  try {
    const { host, pathname, search } = new URL(face.signInUrl())
    expect(host).toBe('slipway.example')
    const signedIn = await face.ask(pathname + search, { headers: { host } })
    expect(signedIn.headers['set-cookie']).toMatch(/; Secure/)
    const cookie = signedIn.headers['set-cookie']?.split(';')[0] ?? ''
    const socket = await face.dial({ cookie, host, origin: 'https://slipway.example' })
    expect(socket).toBeTypeOf('object')
    expect(await face.dial({ cookie, host, origin: 'https://evil.example' })).toBe(403)
    expect((await face.ask('/', { headers: { host: 'evil.example' } })).status).toBe(403)
  } finally {
    await face.close()
  }
})

it('speaks TLS', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-tls-'))
  const words = 'req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -keyout key.pem -out cert.pem'
  execFileSync('openssl', words.split(' '), { cwd: folder, stdio: 'ignore' })
  const [cert, key] = [readFileSync(join(folder, 'cert.pem')), readFileSync(join(folder, 'key.pem'))]
  const face = await startFace({ host: '0.0.0.0', password: 'p', tls: { cert, key } })
  try {
    const status = await new Promise((resolve, reject) => {
      request(
        { host: '127.0.0.1', port: face.port, path: '/healthz', rejectUnauthorized: false, agent: false },
        (response) => resolve(response.resume().statusCode),
      )
        .on('error', reject)
        .end()
    })
    expect(status).toBe(200)
    expect(face.url).toBe(`https://localhost:${face.port}`)
  } finally {
    await face.close()
    rmSync(folder, { recursive: true })
  }
})
