import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { dial } from './dial.ts'
import { discover } from './discovery.ts'
import { explain } from './explain.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'slipway-home-'))
})
afterEach(() => rm(home, { recursive: true }))

// macOS has no sockets outside of the home folder that a test machine could have by chance.
const look = (environment: NodeJS.ProcessEnv = {}) =>
  discover({ environment: { XDG_RUNTIME_DIR: join(home, 'run'), ...environment }, home, platform: 'linux', uid: 1000 })

async function context(name: string, host: string, tls: string[] = []) {
  const hash = createHash('sha256').update(name).digest('hex')
  const meta = join(home, '.docker/contexts/meta', hash)
  await mkdir(meta, { recursive: true })
  await writeFile(join(meta, 'meta.json'), JSON.stringify({ Name: name, Endpoints: { docker: { Host: host } } }))
  const folder = join(home, '.docker/contexts/tls', hash, 'docker')
  if (tls.length > 0) await mkdir(folder, { recursive: true })
  for (const file of tls) await writeFile(join(folder, file), '')
  return folder
}

test('DOCKER_HOST comes first and is the current one', async () => {
  const [first] = await look({ DOCKER_HOST: 'tcp://box:2375' })
  expect(first).toMatchObject({ name: 'DOCKER_HOST', current: true, endpoint: { kind: 'tcp', host: 'box' } })
})

test('DOCKER_TLS_VERIFY takes the certificates of DOCKER_CERT_PATH', async () => {
  const [first] = await look({ DOCKER_HOST: 'tcp://box', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/certs' })
  expect(first?.endpoint).toEqual({
    kind: 'tcp',
    host: 'box',
    port: 2376,
    tls: { ca: '/certs/ca.pem', cert: '/certs/cert.pem', key: '/certs/key.pem', verify: true },
  })
})

test('Docker contexts are found with their certificates, and the chosen one is current', async () => {
  await context('plain', 'unix:///tmp/nowhere.sock')
  const folder = await context('secure', 'tcp://box:2376', ['ca.pem', 'cert.pem', 'key.pem'])
  await writeFile(join(home, '.docker/config.json'), JSON.stringify({ currentContext: 'secure' }))
  const found = await look()
  expect(found.find(({ name }) => name === 'plain')).toMatchObject({ current: false, source: 'context' })
  expect(found.find(({ name }) => name === 'secure')).toMatchObject({
    current: true,
    endpoint: { tls: { ca: join(folder, 'ca.pem'), verify: true } },
  })
})

test('a broken context keeps nobody from starting; one over SSH is an engine as any', async () => {
  await context('far', 'ssh://me@box')
  const broken = join(home, '.docker/contexts/meta/broken')
  await mkdir(broken, { recursive: true })
  await writeFile(join(broken, 'meta.json'), '{')
  await context('good', 'unix:///tmp/good.sock')
  expect((await look()).filter(({ source }) => source === 'context').map(({ name }) => name)).toEqual(['far', 'good'])
})

test('one engine under two names is one', async () => {
  await mkdir(join(home, '.orbstack/run'), { recursive: true })
  await writeFile(join(home, 'real.sock'), '')
  await symlink(join(home, 'real.sock'), join(home, '.orbstack/run/docker.sock'))
  await context('orbstack', `unix://${join(home, 'real.sock')}`)
  const here = (await look()).filter(({ endpoint }) => endpoint.kind === 'unix' && endpoint.path.startsWith(home))
  expect(here.map(({ name }) => name)).toEqual(['orbstack'])
})

test('with nothing there, the usual place is shown', async () => {
  const found = await discover({ environment: {}, home, platform: 'win32', uid: -1 })
  expect(found).toMatchObject([{ endpoint: { kind: 'npipe', path: '\\\\.\\pipe\\docker_engine' } }])
})

test('a virtual machine of ours comes last, once, and says how it is started while it does not run', async () => {
  const path = join(home, 'vm/two/docker.sock')
  const around = {
    home,
    platform: 'win32',
    uid: -1,
    virtualMachines: () => [{ name: 'two', path, own: path }],
  } as const
  const found = await discover({ ...around, environment: { DOCKER_HOST: 'tcp://box:2375' } })
  expect(found.map(({ source }) => source)).toEqual(['environment', 'vm'])
  expect(found[1]).toMatchObject({ endpoint: { kind: 'vm', name: 'two', path } })
  const named = await discover({ ...around, environment: { DOCKER_HOST: `unix://${path}` } })
  expect(named.map(({ source }) => source)).toEqual(['environment'])
  const endpoint = { kind: 'vm', name: 'two', path, own: path } as const
  const error = await dial(endpoint).catch((reason: unknown) => explain(reason, endpoint))
  expect(error).toMatchObject({ problem: { next: 'Start it: `slipway vm start --name two`' } })
})

test('a virtual machine whose socket is there for others alone is asleep', async () => {
  const path = join(home, 'docker.sock')
  await writeFile(path, '')
  const gone = Object.assign(new Error('gone'), { code: 'ENOENT' })
  const endpoint = { kind: 'vm', name: 'two', path, own: join(home, 'own.sock') } as const
  expect(explain(gone, endpoint).problem.what).toContain('asleep')
  await rm(path)
  expect(explain(gone, endpoint).problem.what).toContain('does not run')
})
