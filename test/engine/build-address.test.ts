import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Build, Job } from '../../contract/index.ts'
import { emptyBuild } from '../../host/run/index.ts'
import { endChild } from '../support/end-child.ts'
import { freePort } from '../support/free-port.ts'
import { engineState, type OpenHost, openHost } from '../support/host.ts'
import { BUSYBOX } from '../support/image.ts'
import { jobEnd } from '../support/jobs.ts'
import { run } from '../support/run.ts'
import { sharedEngine } from '../support/shared-engine.ts'
import { Watched } from './build/watched.ts'

const engine = sharedEngine()
let host: OpenHost
let folder: string
let git: ChildProcess
let files: Server
let gitPort: number
let port: number

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-address-'))
  const work = join(folder, 'work')
  await mkdir(join(work, 'sub'), { recursive: true })
  await writeFile(join(work, 'Dockerfile'), `FROM ${BUSYBOX}\nCOPY . /ctx\n`)
  await writeFile(join(work, 'sub', 'Dockerfile.other'), `FROM ${BUSYBOX}\nCOPY sub/said /said\n`)
  await writeFile(join(work, 'sub', 'said'), 'from the sub folder')
  const at = (...args: string[]) => run('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', '-C', work, ...args])
  await at('init', '-q', '-b', 'master')
  await at('add', '.')
  await at('commit', '-qm', 'first')
  await at('checkout', '-qb', 'next')
  await writeFile(join(work, 'sub', 'said'), 'from the next branch')
  await at('commit', '-qam', 'second')
  await run('git', ['clone', '-q', '--bare', work, join(folder, 'app.git')])
  await run('tar', ['-C', work, '--exclude', '.git', '-czf', join(folder, 'app.tar.gz'), '.'])
  gitPort = await freePort()
  git = spawn('git', [
    ...['daemon', `--base-path=${folder}`, '--export-all', '--listen=127.0.0.1', `--port=${gitPort}`, '--reuseaddr'],
  ])
  files = createServer((request, response) => {
    if (request.url !== '/app.tar.gz') return response.writeHead(404).end()
    return createReadStream(join(folder, 'app.tar.gz')).pipe(response)
  })
  port = await freePort()
  files.listen(port, '127.0.0.1')
  await once(files, 'listening')
  await listening(gitPort)
  host = await openHost(engine.address)
  await engineState(host, 'connected')
})
afterAll(async () => {
  await host?.close()
  if (git) await endChild(git)
  files?.close()
  await rm(folder, { recursive: true, force: true })
})

async function listening(at: number): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    const socket = createConnection(at, '127.0.0.1')
    const open = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (open) return
    await sleep(25)
  }
  throw new Error('git daemon does not listen')
}

async function build(context: string, change: Partial<Build> = {}): Promise<{ job: Job; seen: Watched }> {
  const build = { ...emptyBuild(context), network: 'none', tags: ['address:1'], ...change }
  const { job } = await host.client.builds.start({ engine: host.engine, build })
  const seen = await Watched.toEnd(host.client, job)
  return { job: await jobEnd(host, job), seen }
}
const inside = (...command: string[]) => engine.docker('run', '--rm', '--network', 'none', 'address:1', ...command)

test('a git repository', async () => {
  const context = `git://127.0.0.1:${gitPort}/app.git`
  const { job, seen } = await build(context)
  expect(job).toMatchObject({
    command: `docker build -t address:1 --network none ${context}`,
    outcome: { state: 'done', result: { image: 'address:1' } },
  })
  expect(seen.facts.sent.bytes).toBe(0)
  expect(await inside('cat', '/ctx/sub/said')).toBe('from the sub folder')
})

test('a branch of it, with a Dockerfile that lies deeper', async () => {
  const { job } = await build(`git://127.0.0.1:${gitPort}/app.git#next`, { file: 'sub/Dockerfile.other' })
  expect(job.outcome).toMatchObject({ state: 'done' })
  expect(await inside('cat', '/said')).toBe('from the next branch')
})

test('a tar file behind an address', async () => {
  const { job } = await build(`http://127.0.0.1:${port}/app.tar.gz`)
  expect(job.outcome).toMatchObject({ state: 'done' })
  expect(await inside('cat', '/ctx/sub/said')).toBe('from the next branch')
})

test.each([
  ['a branch that is not there', () => `git://127.0.0.1:${gitPort}/app.git#nope`, /does not contain ref nope/],
  ['a repository that is not there', () => `git://127.0.0.1:${gitPort}/nothing.git`, /repository|remote|exit/],
  ['a file that is not there', () => `http://127.0.0.1:${port}/nothing.tar`, /404/],
])('%s is said with the engine’s words', async (_, context, why) => {
  const { job } = await build(context())
  expect(job.outcome).toMatchObject({ state: 'failed', problem: { why: expect.stringMatching(why) } })
})

test('a folder of a repository is for newer engines, and this one says so', async () => {
  const { job } = await build(`git://127.0.0.1:${gitPort}/app.git#next:sub`)
  expect(job.outcome).toMatchObject({
    state: 'failed',
    code: 'UNSUPPORTED',
    problem: { why: expect.stringContaining('subdir') },
  })
})

test('the classic builder does not', async () => {
  await expect(build(`http://127.0.0.1:${port}/app.tar.gz`, { builder: 'classic' })).rejects.toMatchObject({
    code: 'INVALID',
    data: { why: expect.stringContaining('only BuildKit') },
  })
})
