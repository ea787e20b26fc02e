import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ImageUpdate } from '../../contract/index.ts'
import { type Engine, startEngine } from '../support/engine.ts'
import { engineState, type OpenHost, openHost, readUntil } from '../support/host.ts'
import { BUSYBOX, makeImages } from '../support/image.ts'
import { jobEnd } from '../support/jobs.ts'
import { type Registry, startRegistry } from '../support/registry.ts'

let engine: Engine
let registry: Registry
let host: OpenHost
let config: string
let app: string

beforeAll(async () => {
  config = await mkdtemp(join(tmpdir(), 'slipway-docker-config-'))
  process.env.DOCKER_CONFIG = config
  ;[registry, engine] = await Promise.all([startRegistry(), startEngine({ bridge: false })])
  await makeImages(engine)
  app = `${registry.host}/team/app:1`
  await engine.docker('tag', BUSYBOX, app)
  await engine.docker('push', app)
  await engine.docker(
    'run',
    '-d',
    '--network',
    'none',
    '--name',
    'web',
    '--stop-timeout',
    '1',
    '-e',
    'A=b',
    app,
    'sleep',
    '1000',
  )
  await engine.docker('create', '--network', 'none', '--name', 'other', BUSYBOX, 'sleep', '1000')
  host = await openHost(engine.address)
  await engineState(host, 'connected')
})
afterAll(async () => {
  await host?.close()
  await engine?.stop()
  await registry?.stop()
  await rm(config, { recursive: true })
})

const at = () => ({ engine: host.engine })

/** The state of a tag once it is that. */
async function state(reference: string, wanted: ImageUpdate['state']): Promise<ImageUpdate | undefined> {
  const list = await readUntil(
    host.client,
    (stream, options) => host.client.updates.watch({ ...at(), stream }, options),
    (some) => some.some((one) => one.reference === reference && one.state === wanted),
  )
  return list.find((one) => one.reference === reference)
}

/** Puts another image under the tag at the registry; the engine keeps its own. */
async function publish(source: string): Promise<void> {
  const own = await engine.docker('image', 'inspect', '-f', '{{.Id}}', app)
  await engine.docker('tag', source, app)
  await engine.docker('push', app)
  await engine.docker('tag', own, app)
  await host.client.updates.check({ ...at(), reference: app })
}

async function another(change: string): Promise<string> {
  await engine.docker('commit', '-c', change, 'other', 'another:1')
  return 'another:1'
}

test('what is current is said to be, and what no registry gave is left alone', async () => {
  expect(await state(app, 'current')).toMatchObject({ digest: expect.stringMatching(/^sha256:/) })
  const all = await readUntil(
    host.client,
    (stream, options) => host.client.updates.watch({ ...at(), stream }, options),
    () => true,
  )
  expect(all.map(({ reference }) => reference)).toEqual([app])
})

test('a newer image is found without pulling it, pulled, and its containers are made anew', async () => {
  await publish(await another('LABEL version=2'))
  expect(await state(app, 'newer')).toBeDefined()
  const before = await engine.docker('inspect', '-f', '{{.Id}} {{.Image}}', 'web')
  const { pull, containers } = await host.client.updates.plan({ ...at(), reference: app })
  expect(pull).toBe(`docker pull ${app}`)
  expect(containers).toMatchObject([
    {
      name: 'web',
      running: true,
      unsaid: [],
      command: expect.stringMatching(/^docker rename web web-before && .*docker run -d/),
    },
  ])
  const ids = containers.map(({ id }) => id)
  const { job, command } = await host.client.updates.apply({ ...at(), reference: app, containers: ids })
  expect(command).toBe(`${pull} && ${containers[0]?.command}`)
  expect(await jobEnd(host, job)).toMatchObject({ kind: 'update', outcome: { state: 'done' } })
  const after = await engine.docker('inspect', '-f', '{{.State.Running}} {{.Image}} {{.Config.Env}}', 'web')
  expect(after).toMatch(/^true .*A=b/)
  expect(after).not.toContain(before.split(' ')[1] ?? '-')
  expect(await engine.docker('inspect', '-f', '{{.State.Running}} {{.Id}} {{.Image}}', 'web-before')).toBe(
    `false ${before}`,
  )
  expect(await state(app, 'current')).toBeDefined()
})

test('what is in the way is said before', async () => {
  const { containers } = await host.client.updates.plan({ ...at(), reference: app })
  expect(containers.find(({ name }) => name === 'web')?.problem?.what).toBe('web-before is in the way.')
  await engine.docker('rm', 'web-before')
})

test('a newer image that does not run leaves all as it was', async () => {
  await publish(await another('ENTRYPOINT ["/bin/false"]'))
  await state(app, 'newer')
  const before = await engine.docker('inspect', '-f', '{{.Id}} {{.Image}}', 'web')
  const { containers } = await host.client.updates.plan({ ...at(), reference: app })
  const ids = containers.map(({ id }) => id)
  const { job } = await host.client.updates.apply({ ...at(), reference: app, containers: ids })
  const ended = await jobEnd(host, job)
  expect(ended).toMatchObject({
    outcome: {
      state: 'failed',
      problem: { what: expect.stringContaining('as they were'), why: expect.stringContaining('web') },
    },
  })
  expect(await engine.docker('inspect', '-f', '{{.State.Running}} {{.Id}} {{.Image}}', 'web')).toBe(`true ${before}`)
  expect(await engine.docker('ps', '-aq', '--filter', 'name=web-before')).toBe('')
})

test('a tag that the registry has no more', async () => {
  const gone = `${registry.host}/team/app:gone`
  await engine.docker('tag', app, gone)
  expect(await state(gone, 'gone')).toBeDefined()
})
