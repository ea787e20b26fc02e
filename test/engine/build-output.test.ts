import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Build, Job } from '../../contract/index.ts'
import { emptyBuild } from '../../host/run/index.ts'
import { engineState, type OpenHost, openHost, readUntil } from '../support/host.ts'
import { BUSYBOX } from '../support/image.ts'
import { jobEnd } from '../support/jobs.ts'
import { run } from '../support/run.ts'
import { sharedEngine } from '../support/shared-engine.ts'
import { Watched } from './build/watched.ts'

const engine = sharedEngine()
let host: OpenHost
let folder: string
let context: string
let out: string

beforeAll(async () => {
  host = await openHost(engine.address)
  await engineState(host, 'connected')
})
afterAll(() => host?.close())
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-output-'))
  context = join(folder, 'context')
  out = join(folder, 'out')
  await mkdir(context)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const MAKE = [
  'mkdir -p /r/deep/er /r/empty "/r/a b"',
  'cd /r',
  'head -c 3000000 /dev/urandom > large',
  'for i in $(seq 300); do echo $i > deep/$i; done',
  'echo x > "a b/c\td"',
  ': > none',
  'ln -s deep/er link',
  'ln -s /nowhere dangling',
  'ln large deep/er/again',
  'chmod 0500 deep/er',
  'chmod 4755 none',
  // A tar file holds whole seconds, which one rounds and another cuts.
  'find . -type f -exec touch -d @1000000000 {} +',
]

async function build(change: Partial<Build>, steps = MAKE): Promise<{ job: Job; seen: Watched }> {
  const lines = [`FROM ${BUSYBOX} AS made`, `RUN ${steps.join(' && ')}`, 'FROM scratch', 'COPY --from=made /r /']
  await writeFile(join(context, 'Dockerfile'), lines.join('\n'))
  const build = { ...emptyBuild(context), network: 'none', ...change }
  const { job } = await host.client.builds.start({ engine: host.engine, build })
  const seen = await Watched.toEnd(host.client, job)
  return { job: await jobEnd(host, job), seen }
}
const to = (...output: string[]) => ({ more: { output } })

/** Every path with its kind, rights, time and what it holds or leads to, as find and sha256sum tell it. */
async function told(place: string): Promise<string[]> {
  const list = await run('find', ['.', '-mindepth', '1', '-printf', '%P %y %m %Ts %l\n'], { cwd: place })
  const sums = await run('sh', ['-c', 'find . -type f -exec sha256sum {} +'], { cwd: place })
  // A copy makes links and folders anew, with the time of copying.
  const even = list.split('\n').map((line) => line.replace(/^(.* [ld] \d+) \d+ /, '$1 '))
  return [...even, ...sums.split('\n')].sort()
}

test('a folder gets the files that the image would have, and a tar file holds the same', async () => {
  expect((await build({ tags: ['output:1'] })).job.outcome).toMatchObject({ state: 'done' })
  const { job, seen } = await build(to(`type=local,dest=${out}`))
  expect(job).toMatchObject({
    command: `docker build --network none --output type=local,dest=${out} ${context}`,
    outcome: { state: 'done', result: { file: out } },
  })
  expect(seen.facts).toMatchObject({ output: out })
  expect(seen.facts.image).toBeUndefined()
  const container = await engine.docker('create', '--network', 'none', 'output:1', 'x')
  const theirs = join(folder, 'theirs')
  await run('sh', [
    '-c',
    `mkdir "$0" && docker -H "$1" export "$2" | tar -x -p -C "$0" --exclude dev --exclude etc --exclude proc --exclude sys --exclude .dockerenv`,
    theirs,
    engine.address,
    container,
  ])
  await engine.docker('rm', container)
  // A program that runs as its owner is not made here by a build.
  await run('chmod', ['0755', join(theirs, 'none')])
  expect(await told(out)).toEqual(await told(theirs))
  const file = join(folder, 'out.tar')
  expect((await build(to(`type=tar,dest=${file}`))).job.outcome).toMatchObject({ state: 'done', result: { file } })
  const unpacked = join(folder, 'unpacked')
  await run('sh', ['-c', 'mkdir "$0" && tar -x -p -C "$0" -f "$1" && chmod 0755 "$0/none"', unpacked, file])
  expect(await told(unpacked)).toEqual(await told(theirs))
  expect((await readdir(folder)).sort()).toEqual(['context', 'out', 'out.tar', 'theirs', 'unpacked'])
})

test('what is there already is not written over', async () => {
  await mkdir(out)
  await writeFile(join(out, 'mine'), 'mine')
  await expect(build(to(`type=local,dest=${out}`))).rejects.toMatchObject({ code: 'CONFLICT' })
  await expect(build(to(`type=tar,dest=${join(out, 'mine')}`))).rejects.toMatchObject({ code: 'CONFLICT' })
  expect(await readFile(join(out, 'mine'), 'utf8')).toBe('mine')
  await rm(join(out, 'mine'))
  expect((await build(to(`type=local,dest=${out}`))).job.outcome).toMatchObject({ state: 'done' })
  expect(await readFile(join(out, 'deep', '7'), 'utf8')).toBe('7\n')
})

test('a build that fails or is cancelled leaves nothing', async () => {
  expect((await build(to(out), ['false'])).job.outcome).toMatchObject({ state: 'failed' })
  await writeFile(join(context, 'Dockerfile'), `FROM ${BUSYBOX}\nRUN sleep 600\n`)
  const { job } = await host.client.builds.start({
    engine: host.engine,
    build: { ...emptyBuild(context), network: 'none', ...to(`type=tar,dest=${out}`) },
  })
  await readUntil(
    host.client,
    (stream, options) => host.client.builds.watch({ stream, job }, options),
    ({ steps }) => steps.some(({ text, state }) => /sleep/.test(text) && state === 'running'),
    30_000,
  )
  await host.client.jobs.cancel({ job })
  expect((await jobEnd(host, job)).outcome).toMatchObject({ state: 'cancelled' })
  expect(await readdir(folder)).toEqual(['context'])
})

test('with an output there is nothing to push', async () => {
  const change = { tags: ['a'], more: { output: [out], push: ['true'] } }
  await expect(build(change)).rejects.toMatchObject({
    code: 'INVALID',
    data: { why: expect.stringContaining('no image to push') },
  })
})
