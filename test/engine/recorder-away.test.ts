import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Incarnation, RecordedEvent } from '../../contract/index.ts'
import { type Engine, startEngine } from '../support/engine.ts'
import { engineState, type OpenHost, openHost } from '../support/host.ts'
import { BUSYBOX, makeImages } from '../support/image.ts'

let engine: Engine
let stateFolder: string
let host: OpenHost
beforeAll(async () => {
  stateFolder = await mkdtemp(join(tmpdir(), 'slipway-state-'))
  engine = await startEngine()
  await makeImages(engine)
  await begin()
})
afterAll(async () => {
  await host?.close()
  await engine?.stop()
  await rm(stateFolder, { recursive: true, force: true })
})

async function events(): Promise<RecordedEvent[]> {
  return await host.client.recorder.events({ engine: host.engine, from: 0, to: Date.now() + 60_000, limit: 5_000 })
}
const engineWords = async () => (await events()).flatMap((event) => (event.kind === 'engine' ? [event.action] : []))
const began = async () =>
  (await events()).filter((event) => event.kind === 'recorder' && event.action === 'began').length

/** Starts Slipway with what it remembers, and waits until it records. */
async function begin(): Promise<void> {
  host = await openHost(engine.address, stateFolder)
  await engineState(host, 'connected')
  const before = await began()
  await vi
    .waitFor(async () => expect(await began()).toBeGreaterThan(before), { timeout: 20_000, interval: 100 })
    .catch(async (error) => {
      // It was there before the first look.
      if ((await began()) === 0) throw error
    })
}

const last = async (id: string): Promise<Incarnation | undefined> => {
  const runs = await host.client.recorder.incarnations({ engine: host.engine, container: id, limit: 1 })
  return runs[0]
}
const cause = (id: string, expected: object) =>
  vi.waitFor(async () => expect((await last(id))?.cause).toMatchObject(expected), { timeout: 20_000, interval: 100 })
const start = (script: string, ...args: string[]) => engine.docker('run', '-d', ...args, BUSYBOX, 'sh', '-c', script)
const HEEDS = 'trap "exit 0" TERM; while :; do sleep 0.1; done'

test('the engine is stopped: each of its containers says so, also one that did not heed', async () => {
  const [heeds, ignores] = [await start(HEEDS), await start('trap "" TERM; sleep 1000', '--stop-timeout', '2')]
  await cause(ignores, { kind: 'running' })
  await engine.kill('SIGTERM')
  await cause(heeds, { kind: 'engine', code: 0 })
  await cause(ignores, { kind: 'engine', code: 137 })
  await engine.start()
  await vi.waitFor(async () => expect((await engineWords()).at(-1)).toBe('restarted'), { timeout: 20_000 })
  expect(await engineWords()).toEqual(['lost', 'restarted'])
  await engine.docker('rm', heeds, ignores)
}, 60_000)

test('the engine is killed: its containers end with its next start', async () => {
  const id = await start(HEEDS)
  await cause(id, { kind: 'running' })
  await engine.kill('SIGKILL')
  await engine.start()
  await cause(id, { kind: 'engine' })
  expect((await last(id))?.sentence).toContain('The engine was stopped while it ran')
  await engine.docker('rm', id)
}, 60_000)

test('what happened while Slipway did not run is caught up with, from what the engine remembers', async () => {
  const [stopped, failed, stays] = [await start(HEEDS), await start('sleep 2; exit 5'), await start('sleep 1000')]
  await cause(stays, { kind: 'running' })
  const before = await last(stays)
  await host.close()
  await engine.docker('stop', '-t', '5', stopped)
  await engine.docker('wait', failed)
  const fresh = await start('exit 6')
  await engine.docker('wait', fresh)
  await begin()
  await cause(stopped, { kind: 'stopped', code: 0 })
  await cause(failed, { kind: 'exited', code: 5 })
  await cause(fresh, { kind: 'exited', code: 6 })
  expect(await last(stays)).toEqual(before)
  expect(
    (await events())
      .filter((event) => event.kind === 'recorder')
      .map((event) => event.action)
      .slice(-2),
  ).toEqual(['ended', 'began'])
  await engine.docker('rm', '-f', stopped, failed, fresh, stays)
}, 60_000)

test('an end that neither Slipway saw nor the engine remembers is not known, and said so', async () => {
  const [gone, failed] = [await start('sleep 1000'), await start('sleep 1; exit 5')]
  await cause(gone, { kind: 'running' })
  await host.close()
  await engine.docker('wait', failed)
  await engine.docker('rm', '-f', gone)
  // dockerd remembers 256 events, and a start and an end are more than four.
  const noise = await engine.docker('create', '--network', 'none', BUSYBOX, 'true')
  for (let round = 0; round < 150; round++) await engine.docker('rename', noise, `noise-${round}`)
  for (let round = 0; round < 150; round++) await engine.docker('rename', noise, `noise-again-${round}`)
  await begin()
  await cause(failed, { kind: 'unknown', code: 5 })
  await cause(gone, { kind: 'unknown' })
  expect(await last(gone)).toMatchObject({ removed: true })
  expect((await last(failed))?.sentence).toBe(
    'It ended while Slipway was not there to see it; why is not known (exit code 5).',
  )
  await engine.docker('rm', failed, noise)
}, 90_000)

test('curves are recorded, and are there after the container', async () => {
  const id = await start('while :; do :; done', '--memory', '64m', '--cpus', '0.5')
  const query = { engine: host.engine, measures: ['cpu' as const, 'memory' as const], points: 12 }
  const curve = async () => {
    const to = Date.now()
    const { series } = await host.client.recorder.history({ ...query, containers: [id], from: to - 120_000, to })
    return series[0]
  }
  await vi.waitFor(
    async () => {
      const known = (await curve())?.curves.cpu?.average.filter((value) => value !== null) ?? []
      expect(known.length).toBeGreaterThanOrEqual(2)
      expect(known.at(-1)).toBeGreaterThan(30)
    },
    { timeout: 45_000, interval: 500 },
  )
  await engine.docker('rm', '-f', id)
  const series = await curve()
  expect(series?.curves.cpu?.average[0]).toBeNull()
  expect(series?.memoryLimit).toContain(67_108_864)
  const dashboard = await host.client.recorder.dashboard({
    engine: host.engine,
    from: Date.now() - 120_000,
    to: Date.now(),
  })
  expect(dashboard.top.find(({ measure }) => measure === 'cpu')?.range.map(({ container }) => container)).toContain(id)
  expect(dashboard.disk).toMatchObject({ kind: 'known' })
  expect(dashboard.totals.cores).toBeGreaterThan(0)
}, 90_000)
