import { mkdir, mkdtemp, readdir, rm, stat, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Engine, startEngine } from '../support/engine.ts'
import { engineState, type OpenHost, openHost } from '../support/host.ts'
import { BUSYBOX, makeImages, makeLayered } from '../support/image.ts'
import { jobEnd } from '../support/jobs.ts'
import { type Registry, startRegistry } from '../support/registry.ts'
import { run } from '../support/run.ts'

const LARGE = 'tar/large:1'
/** Small on its way, large once it is there. */
const ZEROS = 'tar/zeros:1'
let folder: string
let disk: string
let small: string
/** Has room. */
let roomy: Engine
/** Keeps its images on a disk of 64 MiB. */
let tight: Engine
let host: OpenHost
let tightHost: OpenHost
let registry: Registry

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-full-'))
  disk = join(folder, 'disk')
  small = join(folder, 'small')
  await Promise.all([mkdir(disk), mkdir(small)])
  await run('truncate', ['-s', '64M', join(folder, 'disk.img')])
  await run('mkfs.ext4', ['-q', '-F', join(folder, 'disk.img')])
  await run('mount', ['-o', 'loop', join(folder, 'disk.img'), disk])
  await run('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', small])
  roomy = await startEngine({ bridge: false })
  tight = await startEngine({
    bridge: false,
    dataRoot: join(disk, 'data'),
    // The engine takes a full disk for a bad connection, and would try for a minute.
    args: ['--max-download-attempts', '1'],
  })
  registry = await startRegistry()
  await makeImages(roomy)
  await makeImages(tight)
  await makeLayered(roomy, LARGE, BUSYBOX, ['dd if=/dev/urandom of=/large bs=1M count=80 2>/dev/null'])
  await makeLayered(roomy, ZEROS, BUSYBOX, ['dd if=/dev/zero of=/zeros bs=1M count=80 2>/dev/null'])
  host = await openHost(roomy.address)
  tightHost = await openHost(tight.address)
  await engineState(host, 'connected')
  await engineState(tightHost, 'connected')
}, 180_000)
afterAll(async () => {
  await Promise.all([host?.close(), tightHost?.close()])
  await Promise.all([roomy?.stop(), tight?.stop()])
  await registry?.stop()
  for (const place of [disk, small]) await run('umount', ['-l', place]).catch(() => {})
  await rm(folder, { recursive: true, force: true })
})

test('a full disk of this computer ends a save with that, and leaves no half file', async () => {
  const { job } = await host.client.images.save({
    engine: host.engine,
    images: [LARGE],
    path: join(small, 'large.tar'),
    replace: false,
  })
  expect((await jobEnd(host, job)).outcome).toMatchObject({
    state: 'failed',
    code: 'DISK_FULL',
    problem: { what: expect.stringContaining('large.tar'), why: 'The disk is full.' },
  })
  expect(await readdir(small)).toEqual([])
})

test('a full disk of the engine ends a load with that; the engine and Slipway go on', async () => {
  const file = join(folder, 'large.tar')
  await roomy.docker('save', '-o', file, LARGE)
  expect((await stat(file)).size).toBeGreaterThan(80 * 1024 ** 2)
  // Images of one second come in any order.
  const ids = async () => (await tight.docker('images', '-aq', '--no-trunc')).split('\n').sort()
  const before = await ids()
  const { job } = await tightHost.client.images.load({ engine: tightHost.engine, from: { path: file } })
  expect((await jobEnd(tightHost, job)).outcome).toMatchObject({
    state: 'failed',
    code: 'DISK_FULL',
    problem: { what: 'The engine’s disk is full.', why: expect.stringContaining('no space left on device') },
  })
  expect(await ids()).toEqual(before)
  // What was unpacked so far is not left: there is room again, and the next one is taken.
  const busybox = join(folder, 'busybox.tar')
  await tight.docker('save', '-o', busybox, BUSYBOX)
  const id = await tight.docker('image', 'inspect', '-f', '{{.Id}}', BUSYBOX)
  await tight.docker('rmi', BUSYBOX)
  const again = await tightHost.client.images.load({ engine: tightHost.engine, from: { path: busybox } })
  expect((await jobEnd(tightHost, again.job)).outcome).toMatchObject({
    state: 'done',
    result: { loaded: [BUSYBOX] },
  })
  expect(await tight.docker('image', 'inspect', '-f', '{{.Id}}', BUSYBOX)).toBe(id)
})

test.each([
  ['while it is downloaded', LARGE],
  ['while it is unpacked', ZEROS],
])('a full disk of the engine ends a pull with that, %s; the engine and Slipway go on', async (_, large) => {
  const at = (image: string) => `${registry.host}/${image}`
  for (const image of [large, BUSYBOX]) {
    await roomy.docker('tag', image, at(image))
    await roomy.docker('push', at(image))
  }
  await tight.docker('system', 'prune', '-a', '-f')
  const pull = async (image: string) => {
    const { job } = await tightHost.client.images.pull({ engine: tightHost.engine, reference: at(image) })
    return (await jobEnd(tightHost, job)).outcome
  }
  const free = async () => (await statfs(disk)).bfree
  const before = await free()
  expect(await pull(large)).toMatchObject({
    state: 'failed',
    code: 'DISK_FULL',
    problem: {
      what: 'The engine’s disk is full.',
      why: expect.stringMatching(/could not be pulled.*no space left on device/s),
      next: expect.stringContaining('Disk shows what can be freed'),
    },
  })
  expect(await tight.docker('images', '-aq')).toBe('')
  // What came so far is not left, in the engine’s own time.
  await expect.poll(free, { timeout: 30_000 }).toBeGreaterThan(before * 0.9)
  expect(await pull(BUSYBOX)).toMatchObject({ state: 'done' })
  expect(await tight.docker('run', '--rm', '--network', 'none', at(BUSYBOX), 'echo', 'sound')).toBe('sound')
  expect((await tightHost.client.disk.usage({ engine: tightHost.engine })).images.items).toHaveLength(1)
})
