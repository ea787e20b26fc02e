import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Job, PruneChoice, PrunePreview } from '../../contract/index.ts'
import { type Engine, startEngine } from '../support/engine.ts'
import { engineState, type OpenHost, openHost, readUntil } from '../support/host.ts'
import { BUSYBOX, makeImages, makeLayered } from '../support/image.ts'

let engine: Engine
let host: OpenHost

beforeAll(async () => {
  engine = await startEngine()
  await makeImages(engine)
  host = await openHost(engine.address)
  await engineState(host, 'connected')
})
afterAll(async () => {
  await host?.close()
  await engine?.stop()
})
beforeEach(async () => {
  await engine.docker('rm', '-f', 'on').catch(() => {})
  await engine.docker('system', 'prune', '-a', '-f', '--volumes')
  await makeImages(engine)
})

const NOTHING: PruneChoice = {
  containers: false,
  networks: false,
  images: 'none',
  volumes: 'none',
  cache: 'none',
  labels: [],
}

const preview = (choice: PruneChoice) => host.client.disk.preview({ engine: host.engine, choice })

async function prune(choice: PruneChoice, { token }: PrunePreview): Promise<Job['outcome']> {
  const { client } = host
  const { job } = await client.disk.prune({ engine: host.engine, choice, token })
  const jobs = await readUntil(
    client,
    (stream, options) => client.jobs.watch({ stream }, options),
    (all) => all.some(({ id, outcome }) => id === job && outcome.state !== 'running'),
    60_000,
  )
  return jobs.find(({ id }) => id === job)?.outcome ?? { state: 'running' }
}

const names = ({ items }: PrunePreview, kind: string) =>
  items.flatMap((item) => (item.kind === kind ? [item.name] : [])).sort()
const lines = (text: string) => text.split('\n').filter((line) => line !== '')

/** A bit of everything that a clean-up meets. */
async function clutter(): Promise<void> {
  const { docker } = engine
  await makeLayered(engine, 'app:1', BUSYBOX, ['head -c 300000 /dev/urandom > /a', 'head -c 70000 /dev/urandom > /b'])
  await makeLayered(engine, 'app:2', 'app:1', ['head -c 50000 /dev/urandom > /c'])
  await docker('tag', 'app:2', 'app:again')
  await makeLayered(engine, undefined, BUSYBOX, ['head -c 12345 /dev/urandom > /loose'])
  await docker('run', '-d', '--name', 'on', '-v', 'kept:/data', BUSYBOX, 'sleep', '1000')
  await docker('run', '--name', 'off', '-v', '/anonymous', 'app:1', 'sh', '-c', 'head -c 9999 /dev/zero > /w')
  await docker('run', '--name', 'off2', '--label', 'keep=1', BUSYBOX, 'sh', '-c', 'head -c 5000 /dev/zero > /w')
  await docker('volume', 'create', 'loose')
  await docker('run', '--rm', '-v', 'loose:/data', BUSYBOX, 'sh', '-c', 'head -c 4242 /dev/zero > /data/f')
  await docker('volume', 'create', '--label', 'keep=1', 'labelled')
  await docker('run', '--rm', '-v', 'labelled:/data', BUSYBOX, 'sh', '-c', 'head -c 777 /dev/zero > /data/f')
  const made = await docker('create', BUSYBOX, 'sh')
  await docker('commit', '--change', 'LABEL keep=1', made, 'labelled:1')
  await docker('rm', made)
  await docker('volume', 'create', '--opt', 'type=tmpfs', '--opt', 'device=tmpfs', 'options')
  await docker('network', 'create', 'empty')
  await docker('network', 'create', 'joined')
  await docker('network', 'connect', 'joined', 'on')
}

test('what is promised is what the engine takes, byte for byte', async () => {
  await clutter()
  const choice: PruneChoice = {
    ...NOTHING,
    containers: true,
    networks: true,
    images: 'unused',
    volumes: 'unused',
    cache: 'all',
  }
  const promised = await preview(choice)
  expect(names(promised, 'containers')).toEqual(['off', 'off2'])
  expect(names(promised, 'networks')).toEqual(['empty'])
  expect(names(promised, 'volumes')).toContain('loose')
  expect(names(promised, 'volumes')).not.toContain('kept')
  expect(names(promised, 'volumes')).not.toContain('options')
  expect(names(promised, 'images')).toEqual(expect.arrayContaining(['app:1', 'app:2', 'app:again']))
  expect(names(promised, 'images')).not.toContain(BUSYBOX)
  expect(promised.size).toBeGreaterThan(400_000)

  const outcome = await prune(choice, promised)
  expect(outcome).toMatchObject({ state: 'done', result: { freed: promised.size, promised: promised.size } })
  expect(lines(await engine.docker('ps', '-a', '--format', '{{.Names}}'))).toEqual(['on'])
  expect(lines(await engine.docker('volume', 'ls', '-q'))).toEqual(['kept', 'options'])
  expect(lines(await engine.docker('network', 'ls', '--format', '{{.Name}}'))).not.toContain('empty')
  expect((await preview(choice)).items).toEqual([])
})

test.each<[string, Partial<PruneChoice>]>([
  ['stopped containers', { containers: true }],
  ['untagged images', { images: 'dangling' }],
  ['unused images, while stopped containers stay', { images: 'unused' }],
  ['unused images and the containers that use them', { images: 'unused', containers: true }],
  ['unused volumes', { volumes: 'unused' }],
  ['containers without a label', { containers: true, labels: [{ label: 'keep', not: true }] }],
  ['unused images without a label', { images: 'unused', labels: [{ label: 'keep', not: true }] }],
  ['unused volumes without a label', { volumes: 'unused', labels: [{ label: 'keep', not: true }] }],
  ['containers with a label', { containers: true, labels: [{ label: 'keep=1', not: false }] }],
  ['what is old: nothing is', { containers: true, networks: true, images: 'unused', olderThan: 48 * 60 }],
])('the promise of %s is kept', async (_, part) => {
  await clutter()
  const choice = { ...NOTHING, ...part }
  const promised = await preview(choice)
  const before = await engine.docker('ps', '-aq')
  expect(await prune(choice, promised)).toMatchObject({
    state: 'done',
    result: { freed: promised.size, promised: promised.size },
  })
  const gone = lines(before).length - lines(await engine.docker('ps', '-aq')).length
  expect(gone).toBe(names(promised, 'containers').length)
  expect((await preview(choice)).items).toEqual([])
})

test('nothing goes when something changed since it was shown', async () => {
  await clutter()
  const choice: PruneChoice = { ...NOTHING, containers: true }
  const promised = await preview(choice)
  await engine.docker('create', '--name', 'newcomer', BUSYBOX)
  expect(await prune(choice, promised)).toMatchObject({
    state: 'failed',
    problem: { what: 'Nothing was removed.' },
  })
  expect(lines(await engine.docker('ps', '-a', '--format', '{{.Names}}'))).toContain('newcomer')
})

test('the sums are those of docker system df', async () => {
  await clutter()
  const usage = await host.client.disk.usage({ engine: host.engine })
  const rows = (
    await engine.docker('system', 'df', '--format', '{{.Type}}|{{.TotalCount}}|{{.Active}}|{{.Size}}|{{.Reclaimable}}')
  )
    .split('\n')
    .map((row) => row.split('|'))
  const human = (bytes: number) => {
    const units = ['B', 'kB', 'MB', 'GB']
    let [value, unit] = [bytes, 0]
    while (value >= 1000 && unit < 3) [value, unit] = [value / 1000, unit + 1]
    return `${Number(value.toPrecision(4))}${units[unit]}`
  }
  const told = (type: string, { items, active, size, reclaimable }: (typeof usage)['images']) => {
    const percent = size > 0 ? ` (${Math.trunc((reclaimable * 100) / size)}%)` : ''
    return [type, String(items.length), String(active), human(size), `${human(reclaimable)}${percent}`]
  }
  expect(told('Images', usage.images)).toEqual(rows[0])
  expect(told('Containers', usage.containers)).toEqual(rows[1])
  expect(told('Local Volumes', usage.volumes)).toEqual(rows[2])
  expect(told('Build Cache', usage.cache).slice(0, 4)).toEqual(rows[3]?.slice(0, 4))
  const [loose] = usage.volumes.items.filter(({ name }) => name === 'loose')
  expect(loose).toMatchObject({ size: 4242, inUse: false })
})

test('measuring twice at a time waits instead of failing', async () => {
  const both = await Promise.all([
    host.client.disk.usage({ engine: host.engine }),
    host.client.disk.usage({ engine: host.engine }),
    preview({ ...NOTHING, images: 'unused' }),
  ])
  expect(both[0].images.items.length).toBe(both[1].images.items.length)
})
