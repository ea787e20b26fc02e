import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Build, Builder, Job } from '../../contract/index.ts'
import { emptyBuild } from '../../host/run/index.ts'
import { type Engine, startEngine } from '../support/engine.ts'
import { engineState, type OpenHost, openHost, readUntil } from '../support/host.ts'
import { BUSYBOX, makeImages } from '../support/image.ts'
import { run } from '../support/run.ts'
import { Watched } from './build/watched.ts'

const BUILDERS: Builder[] = ['buildkit', 'classic']
const MB = 1_000_000
/** Room on the engine’s disk, in megabytes. */
const ROOM = 260
let engine: Engine
let host: OpenHost
let folder: string
let disk: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-hard-'))
  disk = join(folder, 'disk')
  await mkdir(disk)
  const file = await open(join(folder, 'disk.img'), 'w')
  await file.truncate(ROOM * MB)
  await file.close()
  await run('mkfs.ext4', ['-q', '-F', join(folder, 'disk.img')])
  await run('mount', ['-o', 'loop', join(folder, 'disk.img'), disk])
  engine = await startEngine({ bridge: false, dataRoot: join(disk, 'data') })
  await makeImages(engine)
  host = await openHost(engine.address)
  await engineState(host, 'connected')
}, 120_000)
afterAll(async () => {
  await host?.close()
  await engine?.stop()
  await run('umount', ['-l', disk]).catch(() => {})
  await rm(folder, { recursive: true, force: true })
})

async function build(context: string, change: Partial<Build>): Promise<{ job: Job; seen: Watched }> {
  const { client } = host
  const { job: id } = await client.builds.start({
    engine: host.engine,
    build: { ...emptyBuild(context), network: 'none', ...change },
  })
  const seen = await Watched.toEnd(client, id)
  const jobs = await readUntil(
    client,
    (stream, options) => client.jobs.watch({ stream }, options),
    (list) => list.some((job) => job.id === id && job.outcome.state !== 'running'),
    60_000,
  )
  const job = jobs.find((one) => one.id === id)
  if (!job) throw new Error('the job is gone')
  return { job, seen }
}

async function plant(files: Record<string, string>): Promise<string> {
  const context = await mkdtemp(join(folder, 'context-'))
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(context, path)), { recursive: true })
    await writeFile(join(context, path), text)
  }
  return context
}

test.each(BUILDERS)('%s: of 300 MB, only what .dockerignore leaves is sent, in little memory', async (builder) => {
  const context = await plant({
    Dockerfile: `FROM ${BUSYBOX}\nCOPY . /ctx\n`,
    '.dockerignore': 'node_modules\n**/*.bin\n!kept.bin\n',
    'kept.bin': 'kept',
    'src/main.c': 'int main;',
  })
  await mkdir(join(context, 'node_modules'))
  for (const name of ['node_modules/a', 'big.bin', 'src/other.bin']) {
    await writeFile(join(context, name), Buffer.alloc(100 * MB, name))
  }
  const before = process.memoryUsage().rss
  const { job, seen } = await build(context, { builder, tags: [`hard-${builder}`] })
  expect(job.outcome.state).toBe('done')
  expect(seen.facts.sent.bytes).toBeLessThan(100_000)
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * MB)
  const list = await engine.docker('run', '--rm', '--network', 'none', `hard-${builder}`, 'find', '/ctx', '-type', 'f')
  expect(list.split('\n').sort()).toEqual(['/ctx/.dockerignore', '/ctx/Dockerfile', '/ctx/kept.bin', '/ctx/src/main.c'])
  await engine.docker('rmi', `hard-${builder}`)
  await rm(context, { recursive: true })
})

test.each(BUILDERS)(
  '%s: a full disk is named, and the engine builds again when there is room',
  async (builder) => {
    const context = await plant({
      Dockerfile: `FROM ${BUSYBOX}\nCOPY . /ctx\nRUN dd if=/dev/zero of=/zeros bs=1M count=300\n`,
    })
    const { job } = await build(context, { builder, noCache: true })
    expect(job.outcome).toMatchObject({ state: 'failed' })
    const said = job.outcome.state === 'failed' ? job.outcome.problem : undefined
    // The program’s own words of the full disk are in the log; the builder only knows that it failed.
    expect(said?.what).toMatch(/A step of the build failed|disk is full/)
    await writeFile(join(context, 'large'), Buffer.alloc(270 * MB, 1))
    const large = await build(context, { builder, noCache: true })
    expect(large.job.outcome).toMatchObject({ state: 'failed', problem: { what: 'The engine’s disk is full.' } })
    await rm(join(context, 'large'))
    await engine.docker('builder', 'prune', '-af').catch(() => {})
    // The classic builder leaves the container of the step that failed.
    await engine.docker('container', 'prune', '-f')
    await writeFile(join(context, 'Dockerfile'), `FROM ${BUSYBOX}\nCOPY . /ctx\n`)
    // The engine clears away what it had begun with in its own time.
    await expect
      .poll(async () => (await build(context, { builder })).job.outcome.state, { timeout: 60_000, interval: 1_000 })
      .toBe('done')
  },
  120_000,
)
