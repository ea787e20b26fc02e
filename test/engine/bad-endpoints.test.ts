import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer as createHttp } from 'node:http'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Engine, startEngine } from '../support/engine.ts'
import { type OpenHost, openHost } from '../support/host.ts'

let folder: string
let engine: Engine
let host: OpenHost
let port: number
const servers: Server[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-tls-'))
  for (const name of ['right', 'wrong']) makeCertificates(join(folder, name), await mkdir(join(folder, name)))
  port = await freePort()
  const at = (file: string) => join(folder, 'right', file)
  engine = await startEngine({
    bridge: false,
    args: [
      '--host',
      `tcp://127.0.0.1:${port}`,
      '--tlsverify',
      '--tlscacert',
      at('ca.pem'),
      '--tlscert',
      at('server.pem'),
      '--tlskey',
      at('server-key.pem'),
    ],
  })
  host = await openHost(engine.address)
})
afterAll(async () => {
  await host?.close()
  await engine?.stop()
  for (const server of servers) server.close()
  await rm(folder, { recursive: true, force: true })
})

/** A CA, a server certificate for 127.0.0.1 and a client certificate, as Docker's own guide makes them. */
function makeCertificates(at: string, _made: unknown) {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: at, stdio: 'pipe' })
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=test ca',
    '-keyout',
    'ca-key.pem',
    '-out',
    'ca.pem',
  )
  for (const [name, extension] of [
    ['server', 'subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth'],
    ['client', 'extendedKeyUsage=clientAuth'],
  ] as const) {
    execFileSync('sh', ['-c', 'cat > "$0"', join(at, `${name}.ext`)], { input: extension })
    openssl(
      'req',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-subj',
      `/CN=${name}`,
      '-keyout',
      `${name}-key.pem`,
      '-out',
      `${name}.csr`,
    )
    openssl(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca-key.pem',
      '-CAcreateserial',
      '-days',
      '2',
      '-extfile',
      `${name}.ext`,
      '-out',
      `${name}.pem`,
    )
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  const port = await listen(server)
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function listen(server: Server, path?: string): Promise<number> {
  await new Promise<void>((resolve) => (path ? server.listen(path, resolve) : server.listen(0, '127.0.0.1', resolve)))
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

async function serving(server: Server, name: string): Promise<string> {
  servers.push(server)
  await listen(server, join(folder, name))
  return `unix://${join(folder, name)}`
}

const tlsOf = (ca: string, client: string | undefined) => ({
  verify: true,
  ca: join(folder, ca, 'ca.pem'),
  ...(client && { cert: join(folder, client, 'client.pem'), key: join(folder, client, 'client-key.pem') }),
})
const attempt = (address: string, tls?: ReturnType<typeof tlsOf>) =>
  host.client.engines.test({ name: 'test', address, ...(tls && { tls }) })

async function failure(address: string, tls?: ReturnType<typeof tlsOf>) {
  const error: { code?: string; defined?: boolean; data?: { what: string; why: string; next: string } } = await attempt(
    address,
    tls,
  ).then(
    () => ({}),
    (thrown) => thrown,
  )
  expect(error.defined).toBe(true)
  for (const said of [error.data?.what, error.data?.why, error.data?.next]) expect(said).toMatch(/./)
  return `${error.code}: ${error.data?.what}`
}

test('no socket there', async () => {
  expect(await failure('unix:///nowhere/docker.sock')).toMatch(/^ENGINE_UNREACHABLE: There is nothing at/)
})

test('an ordinary file', async () => {
  await writeFile(join(folder, 'file'), '')
  expect(await failure(`unix://${join(folder, 'file')}`)).toMatch(/^NOT_AN_ENGINE: .* is not a socket/)
})

test('a folder', async () => {
  expect(await failure(`unix://${folder}`)).toMatch(/^NOT_AN_ENGINE: .* is not a socket/)
})

test('something that speaks no HTTP', async () => {
  const address = await serving(
    createServer((socket) => socket.on('error', () => {}).end('SSH-2.0-OpenSSH_9.2\r\n')),
    'ssh.sock',
  )
  expect(await failure(address)).toMatch(/^NOT_AN_ENGINE: .* is not a Docker engine/)
})

test('a web server that is no engine', async () => {
  const address = await serving(
    createHttp((_, response) => response.end('hello')),
    'web.sock',
  )
  expect(await failure(address)).toMatch(/^NOT_AN_ENGINE: .* is not a Docker engine/)
})

test('an engine that is too old', async () => {
  const old = createHttp((_, response) => response.setHeader('Api-Version', '1.40').end('OK'))
  expect(await failure(await serving(old, 'old.sock'))).toMatch(/^ENGINE_TOO_OLD: /)
})

test('an engine that hangs is told from one that is slow to start', async () => {
  const address = await serving(
    createServer(() => {}),
    'hangs.sock',
  )
  expect(await failure(address)).toMatch(/^ENGINE_UNREACHABLE: .* does not answer/)
}, 20_000)

test('a stopped engine’s port', async () => {
  expect(await failure(`tcp://127.0.0.1:${await freePort()}`)).toMatch(/^ENGINE_UNREACHABLE: Nobody answers/)
})

test('TLS with the right certificates works', async () => {
  expect(await attempt(`tcp://127.0.0.1:${port}`, tlsOf('right', 'right'))).toMatchObject({ product: 'docker' })
})

test('TLS with a wrong CA', async () => {
  expect(await failure(`tcp://127.0.0.1:${port}`, tlsOf('wrong', 'right'))).toMatch(/^TLS_FAILED: .* can’t be trusted/)
})

test('TLS without a client certificate, or with a foreign one', async () => {
  expect(await failure(`tcp://127.0.0.1:${port}`, tlsOf('right', undefined))).toMatch(/^TLS_FAILED: .* certificate/)
  expect(await failure(`tcp://127.0.0.1:${port}`, tlsOf('right', 'wrong'))).toMatch(/^TLS_FAILED: .* certificate/)
})

test('a certificate file that is not there', async () => {
  const tls = { ...tlsOf('right', 'right'), ca: '/nowhere/ca.pem' }
  expect(await failure(`tcp://127.0.0.1:${port}`, tls)).toMatch(/^TLS_FAILED: A certificate file/)
})

test('TLS to a port that has none', async () => {
  const plain = createServer((socket) => socket.on('error', () => {}).end('HTTP/1.1 400 Bad Request\r\n\r\n'))
  servers.push(plain)
  expect(await failure(`tcp://127.0.0.1:${await listen(plain)}`, tlsOf('right', 'right'))).toMatch(
    /^TLS_FAILED: .* does not speak TLS/,
  )
})

test('no TLS to a port that wants it', async () => {
  expect(await failure(`tcp://127.0.0.1:${port}`)).toMatch(/^NOT_AN_ENGINE: /)
})
