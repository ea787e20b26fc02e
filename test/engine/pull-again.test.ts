import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import type { Job } from '../../contract/index.ts'
import { type Engine, startEngine } from '../support/engine.ts'
import { engineState, type OpenHost, openHost, readUntil } from '../support/host.ts'
import { BUSYBOX, makeImages, makeLayered } from '../support/image.ts'
import { jobEnd } from '../support/jobs.ts'
import { type Registry, startRegistry } from '../support/registry.ts'
import { openRegistryDoor, type RegistryDoor } from '../support/registry-door.ts'

const MB = 1_000_000
const manifest = z.object({ layers: z.array(z.object({ digest: z.string(), size: z.number() })) })

let engine: Engine
let registry: Registry
let door: RegistryDoor
let host: OpenHost
let config: string
let image: string
let id: string
/** In the order in which they are pulled. */
let layers: z.infer<typeof manifest>['layers']

beforeAll(async () => {
  config = await mkdtemp(join(tmpdir(), 'slipway-docker-config-'))
  process.env.DOCKER_CONFIG = config
  registry = await startRegistry()
  door = await openRegistryDoor(registry)
  // One layer after the other, so that it is known which ones are complete.
  engine = await startEngine({ bridge: false, args: ['--max-concurrent-downloads', '1'] })
  await makeImages(engine)
  const random = (name: string) => `dd if=/dev/urandom of=/${name} bs=1M count=4 2>/dev/null`
  image = `${door.host}/again/app:1`
  id = await makeLayered(engine, image, BUSYBOX, ['a', 'b', 'c'].map(random))
  await engine.docker('push', image)
  const answer = await fetch(`http://${registry.host}/v2/again/app/manifests/1`, {
    headers: { accept: 'application/vnd.docker.distribution.manifest.v2+json' },
  })
  layers = manifest.parse(await answer.json()).layers
  host = await openHost(engine.address)
  await engineState(host, 'connected')
}, 120_000)
afterAll(async () => {
  await host?.close()
  await engine?.stop()
  await door?.close()
  await registry?.stop()
  await rm(config, { recursive: true })
})
beforeEach(async () => {
  await engine.docker('system', 'prune', '-a', '-f')
  door.fetched.length = 0
})

const begin = async () => (await host.client.images.pull({ engine: host.engine, reference: image })).job

/** Waits until all layers but the last are unpacked, and the last one has come half. */
async function halfWay(job: string, stopped: Promise<void>): Promise<void> {
  await stopped
  await readUntil(
    host.client,
    (stream, options) => host.client.jobs.watch({ stream }, options),
    (jobs) => (jobs.find((one) => one.id === job)?.steps.filter(({ phase }) => phase === 'done').length ?? 0) >= 3,
    30_000,
  )
}

const last = () => layers.at(-1) ?? { digest: '', size: 0 }
const times = ({ digest }: { digest: string }) => door.fetched.filter((one) => one.digest === digest).length
async function whole(job: Job): Promise<void> {
  expect(job.outcome).toMatchObject({ state: 'done' })
  expect(await engine.docker('image', 'inspect', '-f', '{{.Id}}', image)).toBe(id)
  expect(await engine.docker('run', '--rm', '--network', 'none', image, 'wc', '-c', '/c')).toMatch(/^4194304 /)
}

test('a layer whose connection breaks goes on where it was', async () => {
  const stopped = door.stop(last().digest, 2 * MB, 'break')
  const job = await begin()
  await stopped
  await whole(await jobEnd(host, job))
  expect(layers.map(times)).toEqual([1, 1, 1, 2])
  const [first, second] = door.fetched.filter(({ digest }) => digest === last().digest)
  expect(second?.from).toBe(first?.bytes)
  expect((first?.bytes ?? 0) + (second?.bytes ?? 0)).toBe(last().size)
})

test('after the engine was killed half way, layers that were complete are not fetched again', async () => {
  const stopped = door.stop(last().digest, 2 * MB, 'stand still')
  const job = await begin()
  await halfWay(job, stopped)
  await engine.kill('SIGKILL')
  expect(await jobEnd(host, job)).toMatchObject({ outcome: { state: 'failed' } })
  await engine.start()
  await engineState(host, 'connected', 60_000)
  await whole(await jobEnd(host, await begin()))
  expect(layers.map(times)).toEqual([1, 1, 1, 2])
})

test('after it was cancelled half way, it comes whole', async () => {
  const stopped = door.stop(last().digest, 2 * MB, 'stand still')
  const job = await begin()
  await halfWay(job, stopped)
  await host.client.jobs.cancel({ job })
  expect(await jobEnd(host, job)).toMatchObject({ outcome: { state: 'cancelled' } })
  await whole(await jobEnd(host, await begin()))
  // Whether an engine keeps the layers of a pull that was given up is its own affair: this one drops them.
  expect(Math.max(...layers.map(times))).toBe(2)
})
