import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { emptyBuild } from '../../host/run/index.ts'
import { engineState, Known, type OpenHost, openHost } from '../support/host.ts'
import { BUSYBOX, makeImages } from '../support/image.ts'
import { type Podman, startPodman } from '../support/podman.ts'
import { Watched } from './build/watched.ts'

let podman: Podman
let host: OpenHost
let known: Known

beforeAll(async () => {
  podman = await startPodman()
  await makeImages(podman)
  host = await openHost(podman.address)
  known = Known.follow(host)
})
afterAll(async () => {
  known?.stop()
  await host?.close()
  await podman?.stop()
})

const named = (name: string) => [...known.containers.values()].find((one) => one.name === name)

test('Podman is known for what it is', async () => {
  expect(await engineState(host, 'connected')).toMatchObject({ facts: { product: 'podman' } })
})

test('its containers appear, change and go as they do with Docker', async () => {
  const id = await podman.docker('run', '-d', '--network', 'none', '--name', 'pod', BUSYBOX, 'sleep', '1000')
  await vi.waitFor(() => expect(named('pod')).toMatchObject({ id, state: 'running' }), 5_000)
  const at = { engine: host.engine, ids: [id] }
  expect((await host.client.containers.act({ ...at, action: 'kill' })).failed).toEqual([])
  await vi.waitFor(() => expect(named('pod')).toMatchObject({ state: 'exited', exitCode: 137 }), 5_000)
  expect(await host.client.containers.inspect({ engine: host.engine, id })).toMatchObject({
    name: 'pod',
    exitCode: 137,
  })
  expect((await host.client.containers.remove({ ...at, force: false, volumes: false })).failed).toEqual([])
  await vi.waitFor(() => expect(named('pod')).toBeUndefined(), 5_000)
})

test('it builds by itself, without BuildKit', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-podman-build-'))
  await writeFile(join(folder, 'Dockerfile'), `FROM ${BUSYBOX} AS one\nENV A=1\nFROM one\nCOPY file /file\n`)
  await writeFile(join(folder, 'file'), 'x')
  const { client, engine } = host
  const build = { ...emptyBuild(folder), tags: ['localhost/pod-built:1'] }
  expect(await client.builds.preview({ engine, build })).toMatchObject({ builder: 'classic', problems: [] })
  const { job } = await client.builds.start({ engine, build })
  const seen = await Watched.toEnd(client, job)
  expect(seen.facts.problem).toBeUndefined()
  expect(seen.step(/^COPY file/)).toMatchObject({ state: 'done', line: 4 })
  expect(await podman.docker('inspect', '--format', '{{.Id}}', 'localhost/pod-built:1')).toContain(
    seen.facts.image?.replace('sha256:', '').slice(0, 12),
  )
  await rm(folder, { recursive: true })
})
