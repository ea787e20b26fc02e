import { mkdir, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Job, Snapshot } from '../../contract/index.ts'
import { type Engine, startEngine } from '../support/engine.ts'
import { findExecutable } from '../support/executable.ts'
import { engineState, Known, type OpenHost, openHost, readUntil } from '../support/host.ts'
import { makeImages } from '../support/image.ts'
import { jobEnd } from '../support/jobs.ts'
import { run } from '../support/run.ts'
import { inVolume, manifestOf, treeOf } from './volumes/manifest.ts'

const MB = 1_000_000
const DATA = 60 * MB

// Where mkfs.xfs can't be had it is skipped; the runner brings it.
describe.runIf(findExecutable('mkfs.xfs'))('on a disk that shares blocks', () => {
  let engine: Engine
  let host: OpenHost
  let folder: string
  let disk: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slipway-shared-'))
    disk = join(folder, 'disk')
    await mkdir(disk)
    const file = await open(join(folder, 'disk.img'), 'w')
    await file.truncate(700 * MB)
    await file.close()
    await run('mkfs.xfs', ['-q', '-m', 'reflink=1', join(folder, 'disk.img')])
    await run('mount', ['-o', 'loop', join(folder, 'disk.img'), disk])
    engine = await startEngine({ bridge: false, dataRoot: join(disk, 'data') })
    await makeImages(engine)
    host = await openHost(engine.address)
    await engineState(host, 'connected')
    const ofStack = ['--label', 'com.docker.compose.project=shop']
    for (const name of ['shop_db', 'shop_files']) await engine.docker('volume', 'create', ...ofStack, name)
    await inVolume(engine, 'shop_db', `head -c ${DATA} /dev/urandom > rows; echo schema-1 > schema`)
    await inVolume(engine, 'shop_files', treeOf(400))
  }, 180_000)
  afterAll(async () => {
    await host?.close()
    await engine?.stop()
    await run('umount', ['-l', disk]).catch(() => {})
    await rm(folder, { recursive: true, force: true })
  })

  const used = async () => {
    await run('sync', ['-f', disk])
    return Number((await run('df', ['--output=used', '-B1', disk])).split('\n')[1])
  }
  const done = async (begun: { job: string }): Promise<Job> => {
    const job = await jobEnd(host, begun.job)
    if (job.outcome.state !== 'done') throw new Error(JSON.stringify(job.outcome))
    return job
  }
  const snapshots = (): Promise<Snapshot[]> =>
    readUntil(
      host.client,
      (stream, options) => host.client.snapshots.watch({ engine: host.engine, stream }, options),
      () => true,
    )
  const volumes = async () => (await engine.docker('volume', 'ls', '-q')).split('\n').sort()

  test('a checkpoint takes next to nothing, is brought back whole, and goes with all it has', {
    timeout: 120_000,
  }, async () => {
    const known = Known.follow(host)
    await vi.waitFor(() => expect([...known.volumes.keys()].sort()).toEqual(['shop_db', 'shop_files']))
    const first = [await manifestOf(engine, 'shop_db'), await manifestOf(engine, 'shop_files')]
    const before = await used()
    await done(await host.client.snapshots.checkpoint({ engine: host.engine, stack: 'shop', name: 'schema 1' }))
    expect((await used()) - before).toBeLessThan(DATA / 5)
    const [checkpoint] = await snapshots()
    expect(checkpoint?.volumes).toMatchObject([
      { name: 'shop_db', shared: true, bytes: 0 },
      { name: 'shop_files', shared: true },
    ])
    expect(checkpoint?.volumes[0]?.contents).toBeGreaterThanOrEqual(DATA)

    // It is nobody’s to clean up, and Slipway’s own clean-up leaves it.
    expect(await volumes()).toHaveLength(4)
    expect([...known.volumes.keys()].sort()).toEqual(['shop_db', 'shop_files'])
    const usage = await host.client.disk.usage({ engine: host.engine })
    expect(usage.volumes.items.map(({ name }) => name).sort()).toEqual(['shop_db', 'shop_files'])

    await inVolume(engine, 'shop_db', 'echo schema-2 > schema; head -c 1000000 /dev/urandom > more')
    const second = await manifestOf(engine, 'shop_db')
    await engine.docker('volume', 'rm', 'shop_files')
    const ids = [checkpoint?.id ?? '']
    await done(await host.client.snapshots.bringBack({ engine: host.engine, ids, stop: true }))
    expect([await manifestOf(engine, 'shop_db'), await manifestOf(engine, 'shop_files')]).toEqual(first)
    // What was there before is kept the same way, and what is on the disk is still there but once.
    expect((await used()) - before).toBeLessThan(DATA / 5)
    const switched = (await snapshots()).find(({ why }) => why === 'switch')
    expect(switched?.volumes).toMatchObject([{ name: 'shop_db', shared: true }])
    await done(await host.client.snapshots.bringBack({ engine: host.engine, ids: [switched?.id ?? ''], stop: true }))
    expect(await manifestOf(engine, 'shop_db')).toBe(second)

    await host.client.snapshots.remove({ engine: host.engine, ids: (await snapshots()).map(({ id }) => id) })
    expect(await volumes()).toEqual(['shop_db', 'shop_files'])
    expect([...known.volumes.keys()].sort()).toEqual(['shop_db', 'shop_files'])
    known.stop()
  })

  test('a clone shares its blocks, too', { timeout: 60_000 }, async () => {
    const before = await used()
    const to = 'shop_clone'
    await done(await host.client.volumes.clone({ engine: host.engine, name: 'shop_db', to, whileInUse: 'leave' }))
    expect((await used()) - before).toBeLessThan(DATA / 5)
    expect(await manifestOf(engine, to)).toBe(await manifestOf(engine, 'shop_db'))
    await engine.docker('volume', 'rm', to)
  })

  test('one that was taken from the engine by hand is said to be gone, and nothing is changed', {
    timeout: 60_000,
  }, async () => {
    await done(await host.client.snapshots.checkpoint({ engine: host.engine, stack: 'shop', name: 'lost' }))
    const taken = (await volumes()).filter((name) => name.startsWith('slipway-checkpoint-'))
    await engine.docker('volume', 'rm', ...taken)
    const now = await manifestOf(engine, 'shop_db')
    const [lost] = await snapshots()
    const { job } = await host.client.snapshots.bringBack({ engine: host.engine, ids: [lost?.id ?? ''], stop: true })
    const { outcome } = await jobEnd(host, job)
    expect(outcome).toMatchObject({ state: 'failed', problem: { why: expect.stringContaining('removed there') } })
    expect(await manifestOf(engine, 'shop_db')).toBe(now)
    await host.client.snapshots.remove({ engine: host.engine, ids: [lost?.id ?? ''] })
    expect(await snapshots()).toEqual([])
  })
})
