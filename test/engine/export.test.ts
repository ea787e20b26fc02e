import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Job } from '../../contract/index.ts'
import { type Engine, startEngine } from '../support/engine.ts'
import { engineState, type OpenHost, openHost, readUntil } from '../support/host.ts'
import { BUSYBOX, makeImages } from '../support/image.ts'

let engine: Engine
let host: OpenHost
let folder: string
let id: string

beforeAll(async () => {
  engine = await startEngine()
  await makeImages(engine)
  host = await openHost(engine.address)
  await engineState(host, 'connected')
  folder = await mkdtemp(join(tmpdir(), 'slipway-export-'))
  const fill = 'dd if=/dev/urandom of=/large bs=1M count=4 2>/dev/null; sleep 1000'
  id = await engine.docker('run', '-d', '--name', 'web', BUSYBOX, 'sh', '-c', fill)
  const bytes = () => engine.docker('exec', id, 'sh', '-c', 'stat -c %s /large || echo 0')
  await vi.waitFor(async () => expect(await bytes()).toBe(String(4 * 1024 * 1024)), 60_000)
}, 120_000)
afterAll(async () => {
  await host?.close()
  await engine?.stop()
  await rm(folder, { recursive: true, force: true })
})

const jobWhere = async (job: string, fits: (job: Job) => boolean) => {
  const jobs = await readUntil(
    host.client,
    (stream, options) => host.client.jobs.watch({ stream }, options),
    (all) => all.some((one) => one.id === job && fits(one)),
    60_000,
  )
  const found = jobs.find((one) => one.id === job)
  if (!found) throw new Error('the job is gone')
  return found
}
const ended = (job: string) => jobWhere(job, ({ outcome }) => outcome.state !== 'running')
const start = (path: string, replace = false, of = id) =>
  host.client.containers.export({ engine: host.engine, id: of, path, replace })
const sha = async (path: string) =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex')

test('an export is the file that docker export writes, with its bytes told on the way', async () => {
  const [ours, theirs] = [join(folder, 'ours.tar'), join(folder, 'theirs.tar')]
  const { job, command } = await start(ours)
  expect(command).toBe(`docker export -o ${ours} web`)
  const { outcome, steps, kind, title } = await ended(job)
  await engine.docker('export', '-o', theirs, 'web')
  const { size } = await stat(theirs)
  expect({ kind, title, outcome, steps }).toMatchObject({
    kind: 'export',
    title: 'Export web',
    outcome: { state: 'done', result: { file: ours, bytes: size } },
    steps: [{ id: 'file', done: size }],
  })
  expect(await sha(ours)).toBe(await sha(theirs))
})

test('a cancelled export leaves no file, not even a half one', async () => {
  const before = await readdir(folder)
  // Takes nothing on the engine's disk, and so long to write that the cancel comes in the middle.
  const large = await engine.docker('run', '-d', BUSYBOX, 'sh', '-c', 'truncate -s 20G /large; sleep 1000')
  await vi.waitFor(async () => expect(await engine.docker('exec', large, 'ls', '/')).toContain('large'), 20_000)
  const { job } = await start(join(folder, 'cancelled.tar'), false, large)
  await jobWhere(job, ({ steps }) => (steps[0]?.done ?? 0) > 0)
  await host.client.jobs.cancel({ job })
  expect((await ended(job)).outcome.state).toBe('cancelled')
  expect(await readdir(folder)).toEqual(before)
  const deeds = await readUntil(
    host.client,
    (stream, options) => host.client.activity.watch({ stream }, options),
    (all) => all.some(({ command }) => command.includes('cancelled.tar')),
  )
  expect(deeds.find(({ command }) => command.includes('cancelled.tar'))).toMatchObject({
    cancelled: true,
    problems: [],
  })
})

test('a file that is there stays unless it is to be replaced', async () => {
  const path = join(folder, 'kept.tar')
  await writeFile(path, 'mine')
  await expect(start(path)).rejects.toMatchObject({ code: 'CONFLICT' })
  expect(await readFile(path, 'utf8')).toBe('mine')
  const { job } = await start(path, true)
  expect((await ended(job)).outcome.state).toBe('done')
  expect((await stat(path)).size).toBeGreaterThan(4 * 1024 * 1024)
})

test('a place that can’t be written is refused at once', async () => {
  await expect(start(join(folder, 'gone', 'a.tar'))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(start(folder, true)).rejects.toMatchObject({ code: 'INVALID' })
})

test('what the engine refuses ends the job with its reason, and leaves nothing', async () => {
  const before = await readdir(folder)
  const { job } = await host.client.containers.export({
    engine: host.engine,
    id: 'f'.repeat(64),
    path: join(folder, 'none.tar'),
    replace: false,
  })
  expect((await ended(job)).outcome).toMatchObject({
    state: 'failed',
    problem: { why: expect.stringMatching(/No such/) },
  })
  expect(await readdir(folder)).toEqual(before)
})

test('a download is the same bytes, and is a job that can be cancelled', async () => {
  const { path, fileName, command } = await host.client.containers.exportDownload({ engine: host.engine, id })
  expect({ fileName, command }).toEqual({ fileName: 'web.tar', command: 'docker export -o web.tar web' })
  const download = await host.host.downloads.open(path.replace('/download/', ''))
  if (!download) throw new Error('there is no download')
  let bytes = 0
  for await (const chunk of download.body) bytes += chunk.length
  expect(bytes).toBe((await stat(join(folder, 'theirs.tar'))).size)

  const again = await host.client.containers.exportDownload({ engine: host.engine, id })
  const cut = await host.host.downloads.open(again.path.replace('/download/', ''))
  if (!cut) throw new Error('there is no download')
  cut.body.on('error', () => {})
  const jobs = await readUntil(
    host.client,
    (stream, options) => host.client.jobs.watch({ stream }, options),
    (all) => all.some(({ title, outcome }) => title === 'Export web' && outcome.state === 'running'),
  )
  const job = jobs.find(({ outcome }) => outcome.state === 'running')?.id ?? ''
  await host.client.jobs.cancel({ job })
  expect((await ended(job)).outcome.state).toBe('cancelled')
  await vi.waitFor(() => expect(cut.body.destroyed).toBe(true))
})

test('waiting gives the exit codes in the order asked for, and can be cancelled', async () => {
  const run = (name: string) =>
    engine.docker('run', '-d', '--name', name, BUSYBOX, 'sh', '-c', "trap 'exit 7' TERM; while :; do sleep 0.1; done")
  const ids = [await run('first'), await run('second')]
  const { job, command } = await host.client.containers.wait({ engine: host.engine, ids })
  expect(command).toBe('docker wait first second')
  await engine.docker('kill', 'second')
  await jobWhere(job, ({ doing }) => doing === '1 of 2 have ended')
  await engine.docker('stop', 'first')
  expect((await ended(job)).outcome).toMatchObject({
    state: 'done',
    result: {
      exitCodes: [
        { name: 'first', code: 7 },
        { name: 'second', code: 137 },
      ],
    },
  })
  const waiting = await host.client.containers.wait({ engine: host.engine, ids: [id] })
  await jobWhere(waiting.job, ({ outcome }) => outcome.state === 'running')
  await host.client.jobs.cancel({ job: waiting.job })
  expect((await ended(waiting.job)).outcome.state).toBe('cancelled')
  expect(await engine.docker('inspect', '-f', '{{.State.Status}}', 'web')).toBe('running')
})
