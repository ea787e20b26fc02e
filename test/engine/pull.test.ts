import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Job } from '../../contract/index.ts'
import { type Engine, startEngine } from '../support/engine.ts'
import { engineState, type OpenHost, openHost, readUntil } from '../support/host.ts'
import { BUSYBOX, makeImages } from '../support/image.ts'
import { type Registry, startRegistry } from '../support/registry.ts'

let engine: Engine
let registry: Registry
let host: OpenHost
let image: string

beforeAll(async () => {
  registry = await startRegistry()
  engine = await startEngine({ bridge: false })
  await makeImages(engine)
  image = `${registry.host}/library/busybox:1`
  await engine.docker('tag', BUSYBOX, image)
  await engine.docker('push', image)
  await engine.docker('rmi', image, BUSYBOX)
  host = await openHost(engine.address)
  await engineState(host, 'connected')
})
afterAll(async () => {
  await host?.close()
  await engine?.stop()
  await registry?.stop()
})

/** Pulls and gives every state of the job that was seen. */
async function pull(reference: string): Promise<Job[]> {
  const { client } = host
  const { job } = await client.images.pull({ engine: host.engine, reference })
  const seen: Job[] = []
  await readUntil(
    client,
    (stream, options) => client.jobs.watch({ stream }, options),
    (jobs) => {
      const own = jobs.find(({ id }) => id === job)
      if (own) seen.push(own)
      return own !== undefined && own.outcome.state !== 'running'
    },
    30_000,
  )
  return seen
}

test('a pull tells its layers and ends with the image there', async () => {
  const seen = await pull(image)
  const last = seen.at(-1)
  expect(last).toMatchObject({ command: `docker pull ${image}`, outcome: { state: 'done', result: { image } } })
  expect(last?.steps).toMatchObject([{ state: 'Pull complete' }])
  expect(await engine.docker('images', '-q', image)).not.toBe('')
})

test('a tag that is not there', async () => {
  const last = (await pull(`${registry.host}/library/busybox:nope`)).at(-1)
  expect(last?.outcome).toMatchObject({ state: 'failed', problem: { why: expect.stringMatching(/not found|unknown/) } })
})

test('a registry that is not there', async () => {
  const last = (await pull('127.0.0.1:1/x')).at(-1)
  expect(last?.outcome).toMatchObject({ state: 'failed', problem: { next: expect.stringMatching(/./) } })
})
