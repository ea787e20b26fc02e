import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { engineState, type OpenHost, openHost } from '../support/host.ts'
import { makeImages } from '../support/image.ts'
import { jobEnd } from '../support/jobs.ts'
import { type Podman, startPodman } from '../support/podman.ts'
import { inVolume, manifestOf } from './volumes/manifest.ts'

let podman: Podman
let host: OpenHost
let folder: string

beforeAll(async () => {
  podman = await startPodman()
  await makeImages(podman)
  host = await openHost(podman.address)
  await engineState(host, 'connected')
  folder = await mkdtemp(join(tmpdir(), 'slipway-backups-'))
}, 90_000)
afterAll(async () => {
  await host?.close()
  await podman?.stop()
  await rm(folder, { recursive: true, force: true })
})

const done = async ({ job }: { job: string }) => {
  const { outcome } = await jobEnd(host, job)
  if (outcome.state !== 'done') throw new Error(JSON.stringify(outcome))
  return outcome.result
}

test('on Podman: created, backed up, restored, removed and brought back', async () => {
  const { client, engine } = host
  await client.volumes.create({
    engine,
    volume: { name: 'pv-data', driver: 'local', options: {}, labels: { team: 'edge' } },
  })
  await inVolume(podman, 'pv-data', 'mkdir d; echo one > d/one; chown 5:6 d/one; ln d/one two; ln -s d/one link')
  const before = await manifestOf(podman, 'pv-data')
  const plan = { engine, volumes: ['pv-data'], folder, format: 'zst' as const, whileInUse: 'pause' as const }
  const { file = '' } = await done(await client.volumeBackups.write(plan))
  await done(await client.volumeBackups.restore({ engine, path: file, name: 'pv-again' }))
  expect(await manifestOf(podman, 'pv-again')).toBe(before)
  const { restorePoints = [] } = await done(await client.volumes.remove({ engine, names: ['pv-data'], keep: true }))
  expect((await podman.docker('volume', 'ls', '-q')).split('\n')).not.toContain('pv-data')
  await done(await client.snapshots.bringBack({ engine, ids: restorePoints, stop: false }))
  expect(await manifestOf(podman, 'pv-data')).toBe(before)
  expect(await podman.docker('volume', 'inspect', '-f', '{{.Labels.team}}', 'pv-data')).toBe('edge')
}, 60_000)
