import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Engine, startEngine } from '../support/engine.ts'
import { engineState, Known, type OpenHost, openHost } from '../support/host.ts'
import { BUSYBOX, makeImages } from '../support/image.ts'

let engine: Engine
let host: OpenHost
let known: Known

beforeAll(async () => {
  engine = await startEngine()
  await makeImages(engine)
  await engine.docker('run', '-d', '--name', 'before', BUSYBOX, 'sleep', '1000')
  host = await openHost(engine.address)
  await engineState(host, 'connected')
  known = Known.follow(host)
})
afterAll(async () => {
  known?.stop()
  await host?.close()
  await engine?.stop()
})

const lines = (text: string) => text.split('\n').filter(Boolean).sort()

/** The same facts from the docker CLI and from what the UI knows. */
async function truth() {
  const [containers, images, volumes, networks] = await Promise.all([
    engine.docker('ps', '-a', '--no-trunc', '--format', '{{.ID}} {{.Names}} {{.State}} {{.Image}}'),
    engine.docker('images', '--no-trunc', '--format', '{{.ID}} {{.Repository}}:{{.Tag}}'),
    engine.docker('volume', 'ls', '--format', '{{.Name}} {{.Driver}}'),
    engine.docker('network', 'ls', '--no-trunc', '--format', '{{.ID}} {{.Name}} {{.Driver}}'),
  ])
  return [lines(containers), lines(images), lines(volumes), lines(networks)]
}
function ours() {
  return [
    [...known.containers.values()].map(({ id, name, state, image }) => `${id} ${name} ${state} ${image}`).sort(),
    [...known.images.values()]
      .flatMap(({ id, tags }) => (tags.length > 0 ? tags : ['<none>:<none>']).map((tag) => `${id} ${tag}`))
      .sort(),
    [...known.volumes.values()].map(({ id, driver }) => `${id} ${driver}`).sort(),
    [...known.networks.values()].map(({ id, name, driver }) => `${id} ${name} ${driver}`).sort(),
  ]
}
const exact = () => vi.waitFor(async () => expect(ours()).toEqual(await truth()), { timeout: 5_000, interval: 50 })

test('the first listing is what docker lists', async () => {
  await exact()
  expect(known.containers.size).toBe(1)
})

test('every change made with docker arrives', async () => {
  await engine.docker('run', '-d', '--name', 'web', '-p', '127.0.0.1::80', '--label', 'a=<b>', BUSYBOX, 'sleep', '1000')
  await engine.docker('run', '--name', 'failed', BUSYBOX, 'sh', '-c', 'exit 3').catch(() => {})
  await engine.docker('rename', 'before', 'renamed')
  await engine.docker('pause', 'renamed')
  await engine.docker('volume', 'create', 'data')
  await engine.docker('network', 'create', 'net')
  await engine.docker('network', 'connect', 'net', 'web')
  await engine.docker('tag', BUSYBOX, 'slipway/other:2')
  await engine.docker('commit', 'failed')
  await exact()
  const find = () => [...known.containers.values()].find(({ name }) => name === 'web')
  await vi.waitFor(() => expect(find()).toMatchObject({ labels: { a: '<b>' }, networks: ['bridge', 'net'] }), 5_000)
  const web = find()
  expect(web?.ports).toMatchObject([{ ip: '127.0.0.1', private: 80, protocol: 'tcp' }])
  const failed = [...known.containers.values()].find(({ name }) => name === 'failed')
  expect(failed).toMatchObject({ state: 'exited', exitCode: 3 })

  await engine.docker('rm', '-f', 'web', 'failed')
  await engine.docker('volume', 'rm', 'data')
  await engine.docker('network', 'rm', 'net')
  await engine.docker('rmi', 'slipway/other:2')
  await exact()
})

test('a prune, whose event names nothing, is followed without reading everything anew', async () => {
  await engine.docker('network', 'create', 'unused')
  await engine.docker('create', '--name', 'stopped', '-v', '/anonymous', BUSYBOX)
  await exact()
  const before = known.snapshots
  await engine.docker('system', 'prune', '-f', '--volumes')
  await exact()
  expect([...known.networks.values()].some(({ name }) => name === 'unused')).toBe(false)
  expect(known.snapshots).toBe(before)
})

test('a tag that moves leaves the image that had it', async () => {
  await engine.docker('tag', BUSYBOX, 'moving:1')
  await engine.docker('commit', 'renamed', 'moving:1')
  await exact()
  expect([...known.images.values()].filter(({ tags }) => tags.includes('moving:1'))).toHaveLength(1)
})

test('a container that ends shows its end, though the engine’s listing lags its own event', async () => {
  for (let round = 0; round < 15; round++) {
    await engine.docker('run', '-d', '--name', 'short', BUSYBOX, 'sh', '-c', 'exit 7')
    await vi.waitFor(
      () => expect([...known.containers.values()].find(({ name }) => name === 'short')).toMatchObject({ exitCode: 7 }),
      { timeout: 3_000, interval: 20 },
    )
    await engine.docker('rm', 'short')
  }
})

test('a storm of containers ends exact, with few snapshots', async () => {
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      engine.docker('run', '-d', '--rm', '--name', `storm-${index}`, BUSYBOX, 'true'),
    ),
  )
  await exact()
  expect(known.snapshots).toBe(1)
})

test('an engine that is killed and comes back changed shows the truth', async () => {
  await engine.docker('run', '-d', '--name', 'dies', BUSYBOX, 'sleep', '1000')
  await exact()
  const started = performance.now()
  const [lost] = await Promise.all([engineState(host, 'reconnecting'), engine.kill('SIGKILL')])
  expect(lost.state).toBe('reconnecting')
  expect(performance.now() - started).toBeLessThan(5_000)
  await expect(host.client.containers.act({ engine: host.engine, ids: ['x'], action: 'start' })).rejects.toMatchObject({
    code: 'ENGINE_UNREACHABLE',
    defined: true,
    data: { next: expect.stringMatching(/./) },
  })
  await engine.start()
  await engine.docker('rm', '-f', 'dies')
  await engine.docker('create', '--name', 'new', BUSYBOX, 'true')
  await engineState(host, 'connected')
  await exact()
})
