import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Job, Snapshot } from '../../contract/index.ts'
import { engineState, type OpenHost, openHost, readUntil } from '../support/host.ts'
import { BUSYBOX } from '../support/image.ts'
import { jobEnd } from '../support/jobs.ts'
import { sharedEngine } from '../support/shared-engine.ts'
import { inVolume, manifestOf } from './volumes/manifest.ts'

const engine = sharedEngine()
const { docker } = engine
let host: OpenHost

beforeAll(async () => {
  host = await openHost(engine.address)
  await engineState(host, 'connected')
})
afterAll(() => host?.close())
beforeEach(async () => {
  await docker('volume', 'create', '--label', 'vt=1', '--label', 'team=edge', 'vt-data')
  await inVolume(engine, 'vt-data', 'mkdir sub; echo one > sub/one; chown 7:8 sub/one; echo two > two')
  return async () => {
    const containers = await docker('ps', '-aq', '--filter', 'label=vt')
    if (containers !== '') await docker('rm', '-fv', ...containers.split('\n'))
    const names = (await docker('volume', 'ls', '-q')).split('\n').filter((name) => name.startsWith('vt-'))
    if (names.length > 0) await docker('volume', 'rm', ...names)
  }
})

const done = async (begun: { job: string }): Promise<Extract<Job['outcome'], { state: 'done' }>['result']> => {
  const { outcome } = await jobEnd(host, begun.job)
  if (outcome.state !== 'done') throw new Error(JSON.stringify(outcome))
  return outcome.result
}
const failed = async (begun: { job: string }) => {
  const { outcome } = await jobEnd(host, begun.job)
  if (outcome.state !== 'failed') throw new Error(`it ended as ${outcome.state}`)
  return outcome
}
const snapshots = (): Promise<Snapshot[]> =>
  readUntil(
    host.client,
    (stream, options) => host.client.snapshots.watch({ engine: host.engine, stream }, options),
    () => true,
  )
const inspected = async (name: string) => {
  const [{ CreatedAt: _, Mountpoint: __, Name: ___, ...rest }] = JSON.parse(await docker('volume', 'inspect', name))
  return rest
}
const exists = async (name: string) => (await docker('volume', 'ls', '-q')).split('\n').includes(name)
/** The host hears of what docker did a moment later. */
const known = (name: string) =>
  expect.poll(() => host.host.engines.inventory(host.engine).volumes.get(name)).toBeTruthy()
const knownContainer = (name: string) =>
  expect
    .poll(() => [...host.host.engines.inventory(host.engine).containers.values()].some((one) => one.name === name))
    .toBe(true)

test('a volume made here is what the docker command makes of the same words', async () => {
  const options = { type: 'tmpfs', device: 'tmpfs', o: 'size=1m,uid=1000' }
  const { name, command } = await host.client.volumes.create({
    engine: host.engine,
    volume: { name: 'vt-made', driver: 'local', options, labels: { a: 'b', empty: '' } },
  })
  expect(name).toBe('vt-made')
  await docker(...command.replace('vt-made', 'vt-theirs').split(' ').slice(1))
  expect(await inspected('vt-made')).toEqual(await inspected('vt-theirs'))
  const again = host.client.volumes.create({
    engine: host.engine,
    volume: { name: 'vt-made', driver: 'local', options: {}, labels: {} },
  })
  await expect(again).rejects.toMatchObject({ code: 'CONFLICT' })
})

test('what removing loses: who has it, how much, whether it can come back', async () => {
  await docker('create', '--name', 'vt-user', '--label', 'vt=1', '-v', 'vt-data:/d:ro', BUSYBOX)
  await docker('volume', 'create', 'vt-empty')
  await docker('volume', 'create', '-o', 'type=none', '-o', 'o=bind', '-o', 'device=/tmp', 'vt-bound')
  await knownContainer('vt-user')
  await known('vt-bound')
  const losses = await host.client.volumes.losses({
    engine: host.engine,
    names: ['vt-data', 'vt-empty', 'vt-bound', 'vt-nope'],
  })
  expect(losses).toMatchObject([
    { name: 'vt-data', size: 8, usedBy: ['vt-user'], kept: 'yes', anonymous: false },
    { name: 'vt-empty', size: 0, usedBy: [], kept: 'empty' },
    { name: 'vt-bound', kept: 'elsewhere' },
  ])
  const { code, problem } = await failed(
    await host.client.volumes.remove({ engine: host.engine, names: ['vt-data'], keep: false }),
  )
  expect([code, problem.why]).toEqual(['CONFLICT', expect.stringContaining('in use')])
})

test('a removed volume is brought back with its files, owners, options and labels', async () => {
  await known('vt-data')
  const before = [await manifestOf(engine, 'vt-data'), await inspected('vt-data')]
  const { restorePoints = [] } = await done(
    await host.client.volumes.remove({ engine: host.engine, names: ['vt-data'], keep: true }),
  )
  expect(await exists('vt-data')).toBe(false)
  expect(restorePoints).toHaveLength(1)
  const [point] = await snapshots()
  expect(point).toMatchObject({ id: restorePoints[0], why: 'remove', volumes: [{ name: 'vt-data' }] })
  expect((point?.expires ?? 0) - (point?.made ?? 0)).toBeCloseTo(7 * 86_400_000, -4)
  await done(await host.client.snapshots.bringBack({ engine: host.engine, ids: restorePoints, stop: false }))
  expect([await manifestOf(engine, 'vt-data'), await inspected('vt-data')]).toEqual(before)
  expect((await snapshots()).map(({ id }) => id)).not.toContain(restorePoints[0])
})

test('emptying keeps what was there, and can be undone, and redone', async () => {
  const before = await manifestOf(engine, 'vt-data')
  const empty = await host.client.volumes.empty({ engine: host.engine, name: 'vt-data', stop: false })
  const { restorePoints = [] } = await done(empty)
  expect(await inVolume(engine, 'vt-data', 'ls -A')).toBe('')
  const undone = await done(
    await host.client.snapshots.bringBack({ engine: host.engine, ids: restorePoints, stop: false }),
  )
  expect(await manifestOf(engine, 'vt-data')).toBe(before)
  await done(
    await host.client.snapshots.bringBack({ engine: host.engine, ids: undone.restorePoints ?? [], stop: false }),
  )
  expect(await inVolume(engine, 'vt-data', 'ls -A')).toBe('')
})

test('a volume that is in use is not emptied under its container, unless that may be stopped', async () => {
  await docker(
    'run',
    '-d',
    '--name',
    'vt-runs',
    '--label',
    'vt=1',
    '--stop-timeout',
    '1',
    '-v',
    'vt-data:/d',
    BUSYBOX,
    'sleep',
    '1000',
  )
  await knownContainer('vt-runs')
  const { code, problem } = await failed(
    await host.client.volumes.empty({ engine: host.engine, name: 'vt-data', stop: false }),
  )
  expect([code, problem.why]).toEqual(['CONFLICT', expect.stringContaining('vt-runs')])
  expect(await inVolume(engine, 'vt-data', 'cat two')).toBe('two')
  await done(await host.client.volumes.empty({ engine: host.engine, name: 'vt-data', stop: true }))
  expect(await inVolume(engine, 'vt-data', 'ls -A')).toBe('')
  expect(await docker('inspect', '-f', '{{.State.Running}}', 'vt-runs')).toBe('true')
})

test('a clone is the same, without what tells whose it was', async () => {
  await docker('volume', 'create', '--label', 'vt=1', '--label', 'com.docker.compose.project=p', 'vt-stack')
  await inVolume(engine, 'vt-stack', 'echo x > x; ln x y')
  await done(
    await host.client.volumes.clone({ engine: host.engine, name: 'vt-stack', to: 'vt-clone', whileInUse: 'pause' }),
  )
  expect(await manifestOf(engine, 'vt-clone')).toBe(await manifestOf(engine, 'vt-stack'))
  expect((await inspected('vt-clone')).Labels).toEqual({ vt: '1' })
  const { code } = await failed(
    await host.client.volumes.clone({ engine: host.engine, name: 'vt-stack', to: 'vt-clone', whileInUse: 'leave' }),
  )
  expect(code).toBe('CONFLICT')
  expect(await exists('vt-clone')).toBe(true)
})

test('renaming copies and makes the containers anew with the copy', async () => {
  const before = await manifestOf(engine, 'vt-data')
  await docker(
    ...['run', '-d', '--name', 'vt-app', '--label', 'vt=1', '--stop-timeout', '1', '-v', 'vt-data:/d', '-e', 'A=1'],
    ...[BUSYBOX, 'sleep', '1000'],
  )
  await knownContainer('vt-app')
  const { note } = await done(
    await host.client.volumes.rename({ engine: host.engine, name: 'vt-data', to: 'vt-renamed' }),
  )
  expect(note).toContain('vt-app-before')
  expect(await docker('inspect', '-f', '{{.State.Running}} {{(index .Mounts 0).Name}}', 'vt-app')).toBe(
    'true vt-renamed',
  )
  expect(await manifestOf(engine, 'vt-renamed')).toBe(before)
  expect(await exists('vt-data')).toBe(true)
})

test('renaming a volume that nobody has leaves only the new name', async () => {
  const before = await manifestOf(engine, 'vt-data')
  await done(await host.client.volumes.rename({ engine: host.engine, name: 'vt-data', to: 'vt-renamed' }))
  expect([await exists('vt-data'), await manifestOf(engine, 'vt-renamed')]).toEqual([false, before])
})

test('replacing keeps the old until it is said otherwise', async () => {
  await docker('volume', 'create', 'vt-other')
  await inVolume(engine, 'vt-other', 'echo new > new')
  const old = await manifestOf(engine, 'vt-data')
  const { restorePoints = [] } = await done(
    await host.client.volumes.replace({ engine: host.engine, name: 'vt-data', by: 'vt-other', stop: false }),
  )
  expect(await manifestOf(engine, 'vt-data')).toBe(await manifestOf(engine, 'vt-other'))
  const point = (await snapshots()).find(({ id }) => id === restorePoints[0])
  expect(point).toMatchObject({ why: 'replace' })
  expect(point?.expires).toBeUndefined()
  await done(await host.client.snapshots.bringBack({ engine: host.engine, ids: restorePoints, stop: false }))
  expect(await manifestOf(engine, 'vt-data')).toBe(old)
})

test('a container removed with its volumes leaves restore points of those without a name', async () => {
  await docker(
    ...['run', '-d', '--name', 'vt-anon', '--label', 'vt=1', '-v', '/anon', '-v', 'vt-data:/named', BUSYBOX],
    ...['sh', '-c', 'echo precious > /anon/file; sleep 1000'],
  )
  await knownContainer('vt-anon')
  const id = await docker('inspect', '-f', '{{.Id}}', 'vt-anon')
  const volume = await docker(
    'inspect',
    '-f',
    '{{range .Mounts}}{{if eq .Destination "/anon"}}{{.Name}}{{end}}{{end}}',
    id,
  )
  await known(volume)
  await expect
    .poll(() => host.client.volumes.origins({ engine: host.engine }))
    .toMatchObject({ [volume]: { container: 'vt-anon', path: '/anon' } })
  const { restorePoints = [], failed } = await host.client.containers.remove({
    engine: host.engine,
    ids: [id],
    force: true,
    volumes: true,
  })
  expect([failed, await exists(volume), await exists('vt-data')]).toEqual([[], false, true])
  expect(restorePoints).toHaveLength(1)
  await done(await host.client.snapshots.bringBack({ engine: host.engine, ids: restorePoints, stop: false }))
  expect(await inVolume(engine, volume, 'cat file')).toBe('precious')
  await docker('volume', 'rm', volume)
})

test('checkpoints: all volumes of a stack, brought back together, and back again', async () => {
  const ofStack = ['--label', 'com.docker.compose.project=vt-shop']
  for (const name of ['vt-shop_db', 'vt-shop_files']) await docker('volume', 'create', ...ofStack, name)
  await inVolume(engine, 'vt-shop_db', 'echo schema-1 > schema')
  await inVolume(engine, 'vt-shop_files', 'echo a > a')
  await docker(
    ...[
      'run',
      '-d',
      '--name',
      'vt-shop-db',
      '--label',
      'vt=1',
      '--stop-timeout',
      '1',
      '-v',
      'vt-shop_db:/d',
      BUSYBOX,
      'sleep',
      '1000',
    ],
  )
  await knownContainer('vt-shop-db')
  await known('vt-shop_files')
  const first = [await manifestOf(engine, 'vt-shop_db'), await manifestOf(engine, 'vt-shop_files')]
  await done(await host.client.snapshots.checkpoint({ engine: host.engine, stack: 'vt-shop', name: 'schema 1' }))
  expect(await docker('inspect', '-f', '{{.State.Status}}', 'vt-shop-db')).toBe('running')
  await inVolume(engine, 'vt-shop_db', 'echo schema-2 > schema; rm -f nothing')
  await docker('volume', 'rm', 'vt-shop_files')
  const second = await manifestOf(engine, 'vt-shop_db')
  const checkpoint = (await snapshots()).find(({ checkpoint }) => checkpoint?.name === 'schema 1')
  expect(checkpoint).toMatchObject({ why: 'asked', checkpoint: { stack: 'vt-shop' } })
  const ids = [checkpoint?.id ?? '']
  await done(await host.client.snapshots.bringBack({ engine: host.engine, ids, stop: true }))
  expect([await manifestOf(engine, 'vt-shop_db'), await manifestOf(engine, 'vt-shop_files')]).toEqual(first)
  expect(await docker('inspect', '-f', '{{.State.Status}}', 'vt-shop-db')).toBe('running')
  const before = (await snapshots()).find(({ why }) => why === 'switch')
  expect(before?.checkpoint?.name).toBe('Before “schema 1”')
  await done(await host.client.snapshots.bringBack({ engine: host.engine, ids: [before?.id ?? ''], stop: true }))
  expect(await manifestOf(engine, 'vt-shop_db')).toBe(second)
  // It stays as long as it is not removed.
  expect((await snapshots()).map(({ id }) => id)).toContain(checkpoint?.id)
})

test('without days to keep them, nothing is kept; beyond the cap the oldest go', async () => {
  const { settings, volumes } = host.client
  await settings.change({ restorePoints: { days: 0, gigabytes: 10 } })
  await known('vt-data')
  expect(await done(await volumes.remove({ engine: host.engine, names: ['vt-data'], keep: true }))).toEqual({})
  await settings.change({ restorePoints: { days: 7, gigabytes: 0.1 } })
  const ids: string[] = []
  for (const name of ['vt-big-1', 'vt-big-2']) {
    await docker('volume', 'create', name)
    await inVolume(engine, name, 'head -c 60000000 /dev/urandom > big')
    await known(name)
    const { restorePoints = [] } = await done(await volumes.remove({ engine: host.engine, names: [name], keep: true }))
    ids.push(...restorePoints)
  }
  await settings.change({ restorePoints: { days: 7, gigabytes: 10 } })
  const left = (await snapshots()).map(({ id }) => id)
  expect([ids.length, left.includes(ids[0] ?? ''), left.includes(ids[1] ?? '')]).toEqual([2, false, true])
  await docker('volume', 'create', 'vt-data')
})
