import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { PruneChoice } from '../../contract/index.ts'
import { emptyBuild } from '../../host/run/index.ts'
import { type Engine, startEngine } from '../support/engine.ts'
import { engineState, type OpenHost, openHost } from '../support/host.ts'
import { BUSYBOX, makeImages } from '../support/image.ts'
import { jobEnd } from '../support/jobs.ts'

let engine: Engine
let host: OpenHost
let folder: string

beforeAll(async () => {
  engine = await startEngine({ bridge: false })
  host = await openHost(engine.address)
  await engineState(host, 'connected')
  folder = await mkdtemp(join(tmpdir(), 'slipway-cache-'))
})
afterAll(async () => {
  await host?.close()
  await engine?.stop()
  await rm(folder, { recursive: true, force: true })
})

const NOTHING: PruneChoice = {
  containers: false,
  networks: false,
  images: 'none',
  volumes: 'none',
  cache: 'none',
  labels: [],
}

async function build(tag: string | undefined, lines: string[], target?: string): Promise<void> {
  await writeFile(join(folder, 'Dockerfile'), [`FROM ${BUSYBOX} AS base`, ...lines, ''].join('\n'))
  await writeFile(join(folder, 'large'), Buffer.alloc(123_456, tag ?? 'x'))
  const change = { builder: 'buildkit' as const, network: 'none', ...(target !== undefined && { target }) }
  const { job } = await host.client.builds.start({
    engine: host.engine,
    build: { ...emptyBuild(folder), ...change, tags: tag === undefined ? [] : [tag] },
  })
  expect((await jobEnd(host, job)).outcome).toMatchObject({ state: 'done' })
}

const random = (name: string, bytes: number) => `RUN head -c ${bytes} /dev/urandom > /${name}`

/** What several days of building leave: stages, caches that steps mount, images that lost their names or are gone. */
beforeEach(async () => {
  await engine.docker('system', 'prune', '-a', '-f')
  await makeImages(engine)
  await build('kept:1', [random('a', 300_000), 'COPY large /large', 'RUN echo hello > /b'])
  await build('stages:1', [
    random('made', 200_001),
    `FROM ${BUSYBOX}`,
    'COPY --from=base /made /made',
    random('after', 50_007),
  ])
  await build('kept:1', [random('c', 70_003), 'RUN rm /c && echo x > /d'])
  await build('gone:1', [
    'RUN --mount=type=cache,target=/cache head -c 90009 /dev/urandom > /cache/x',
    random('e', 40_005),
  ])
  await engine.docker('rmi', 'gone:1')
  await build(undefined, [random('loose', 30_011)])
}, 120_000)

const preview = (choice: PruneChoice) => host.client.disk.preview({ engine: host.engine, choice })
const entries = async () => (await host.client.disk.usage({ engine: host.engine })).cache.items

test.each<[string, Partial<PruneChoice>]>([
  ['what no image needs', { cache: 'unused' }],
  ['all of it', { cache: 'all' }],
  ['what is old: nothing is', { cache: 'all', olderThan: 48 * 60 }],
  ['all of it, with the images that share it', { cache: 'all', images: 'unused' }],
  ['all of it, with the images that lost their names', { cache: 'all', images: 'dangling' }],
  ['what no image needs, with the images that share it', { cache: 'unused', images: 'unused' }],
  ['what no image needs, with the images that lost their names', { cache: 'unused', images: 'dangling' }],
  ['images, while the cache has their layers, too', { images: 'unused' }],
  ['images that lost their names, while the cache has their layers, too', { images: 'dangling' }],
])('the build cache: the promise of %s is kept, byte for byte', async (_, part) => {
  const choice = { ...NOTHING, ...part }
  const promised = await preview(choice)
  const before = await entries()
  expect(before.length).toBeGreaterThan(8)
  const { job } = await host.client.disk.prune({ engine: host.engine, choice, token: promised.token })
  expect((await jobEnd(host, job)).outcome).toMatchObject({
    state: 'done',
    result: { freed: promised.size, promised: promised.size },
  })
  const left = new Set((await entries()).map(({ id }) => id))
  const went = before.filter(({ id }) => !left.has(id)).map(({ id }) => id)
  expect(promised.items.flatMap(({ kind, id }) => (kind === 'cache' ? [id] : [])).sort()).toEqual(went.sort())
  expect((await preview(choice)).items).toEqual([])
})
