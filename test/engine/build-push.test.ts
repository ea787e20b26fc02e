import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Build, Job } from '../../contract/index.ts'
import { emptyBuild } from '../../host/run/index.ts'
import { type Engine, startEngine } from '../support/engine.ts'
import { engineState, type OpenHost, openHost } from '../support/host.ts'
import { BUSYBOX, makeImages } from '../support/image.ts'
import { jobEnd } from '../support/jobs.ts'
import { type Registry, startRegistry } from '../support/registry.ts'
import { Watched } from './build/watched.ts'

const ann = { user: 'ann', password: 'horse' }
let engine: Engine
let host: OpenHost
let folder: string
let plain: Registry
let guarded: Registry

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-build-push-'))
  process.env.DOCKER_CONFIG = join(folder, 'config')
  ;[plain, guarded] = await Promise.all([startRegistry(), startRegistry({ account: ann, tls: 'good' })])
  engine = await startEngine({ bridge: false })
  await makeImages(engine)
  await writeFile(join(folder, 'Dockerfile'), `FROM ${BUSYBOX}\nRUN head -c 100000 /dev/urandom > /r\n`)
  host = await openHost(engine.address)
  await engineState(host, 'connected')
})
afterAll(async () => {
  await host?.close()
  await engine?.stop()
  await Promise.all([plain?.stop(), guarded?.stop()])
  await rm(folder, { recursive: true, force: true })
})

async function build(change: Partial<Build>): Promise<{ job: Job; seen: Watched }> {
  const build = { ...emptyBuild(folder), network: 'none', more: { push: ['true'] }, ...change }
  const { job } = await host.client.builds.start({ engine: host.engine, build })
  const seen = await Watched.toEnd(host.client, job)
  return { job: await jobEnd(host, job), seen }
}

test('what was built is pushed by each of its names, told as steps', async () => {
  const tags = [`${plain.host}/team/app:1`, `${plain.host}/team/app:2`]
  const { job, seen } = await build({ tags })
  expect(job).toMatchObject({
    command: `docker build -t ${tags[0]} -t ${tags[1]} --network none --push ${folder}`,
    outcome: { state: 'done' },
  })
  const id = await engine.docker('image', 'inspect', '-f', '{{.Id}}', tags[0] ?? '')
  for (const tag of tags) {
    const step = seen.step(new RegExp(`^pushing ${tag}$`))
    expect(step).toMatchObject({ state: 'done' })
    expect(step.parts).toHaveLength(2)
    expect(step.parts.every(({ ended }) => ended)).toBe(true)
  }
  await engine.docker('rmi', ...tags)
  for (const tag of tags) {
    await engine.docker('pull', tag)
    expect(await engine.docker('image', 'inspect', '-f', '{{.Id}}', tag)).toBe(id)
  }
})

test('where the registry refuses, its words are the reason, and the image is there all the same', async () => {
  const tag = `${guarded.host}/team/app:1`
  const { job, seen } = await build({ tags: [tag] })
  expect(job.outcome).toMatchObject({
    state: 'failed',
    code: 'UNAUTHORIZED',
    problem: { what: `“${tag}” could not be pushed.`, next: expect.stringMatching(/sign in/i) },
  })
  expect(seen.step(/^pushing/)).toMatchObject({ state: 'failed' })
  expect(seen.facts.image).toBe(await engine.docker('image', 'inspect', '-f', '{{.Id}}', tag))
  expect(seen.facts.problemLine).toBeUndefined()
  await host.client.registries.login({
    engine: host.engine,
    host: guarded.host,
    username: ann.user,
    password: ann.password,
  })
  expect((await build({ tags: [tag] })).job.outcome).toMatchObject({ state: 'done' })
})

test.each<[string, Partial<Build>, RegExp]>([
  ['an image without a name', { tags: [] }, /Name the image/],
  ['the classic builder', { tags: ['a'], builder: 'classic' }, /--push is of the BuildKit builder/],
])('%s is not pushed', async (_, change, why) => {
  const problem = { code: 'INVALID', data: { why: expect.stringMatching(why) } }
  await expect(build(change)).rejects.toMatchObject(problem)
})
