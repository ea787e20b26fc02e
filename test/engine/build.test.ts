import { appendFile, chmod, chown, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Build, Builder, BuildPatch, Job } from '../../contract/index.ts'
import { emptyBuild } from '../../host/run/index.ts'
import { plantTree } from '../support/context-tree.ts'
import { engineState, type OpenHost, openHost, readUntil } from '../support/host.ts'
import { BUSYBOX } from '../support/image.ts'
import { run } from '../support/run.ts'
import { sharedEngine } from '../support/shared-engine.ts'
import { IGNORE_FILES } from './build/ignore-files.ts'
import { Watched } from './build/watched.ts'

const engine = sharedEngine()
const BUILDERS: Builder[] = ['buildkit', 'classic']
let host: OpenHost
let folder: string

beforeAll(async () => {
  host = await openHost(engine.address)
  await engineState(host, 'connected')
})
afterAll(() => host?.close())
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-build-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** Writes files into the folder, by their paths. */
async function plant(files: Record<string, string>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
}

const begin = (change: Partial<Build>) =>
  host.client.builds.start({ engine: host.engine, build: { ...emptyBuild(folder), ...change } })

/** Builds and gives how it ended, and its outline. */
async function build(change: Partial<Build>): Promise<{ job: Job; seen: Watched }> {
  const { job: id } = await begin(change)
  const seen = await Watched.toEnd(host.client, id)
  return { job: await ended(id), seen }
}

async function ended(id: string): Promise<Job> {
  const jobs = await readUntil(
    host.client,
    (stream, options) => host.client.jobs.watch({ stream }, options),
    (list) => list.some((job) => job.id === id && job.outcome.state !== 'running'),
    60_000,
  )
  const job = jobs.find((one) => one.id === id)
  if (!job) throw new Error('the job is gone')
  return job
}

const STAGES = `ARG BASE=${BUSYBOX}
FROM \${BASE} AS make
ARG WORD=none
RUN echo said-$WORD && echo $WORD > /word
COPY . /ctx
RUN find /ctx -type f | sort > /list

FROM ${BUSYBOX}
WORKDIR /out
COPY --from=make /word /list /out/
CMD ["cat", "/out/list"]
`

test.each(BUILDERS)('%s: stages, arguments, labels, several tags; steps with their lines and logs', async (builder) => {
  await plant({ Dockerfile: STAGES, '.dockerignore': 'left*\n!left-in\n', 'left-out': '', 'left-in': '', 'a/b': 'x' })
  const tags = [`built-${builder}:1`, `built-${builder}:2`]
  const { job, seen } = await build({
    builder,
    tags,
    args: [{ key: 'WORD', value: 'hello' }],
    labels: [{ key: 'made.by', value: 'a test' }],
    noCache: true,
  })
  expect(job).toMatchObject({ kind: 'build', outcome: { state: 'done', result: { image: tags[0] } } })
  const [inspected] = JSON.parse(await engine.docker('inspect', tags[1] ?? ''))
  expect(inspected).toMatchObject({
    Id: seen.facts.image,
    Config: { Labels: { 'made.by': 'a test' }, WorkingDir: '/out' },
  })
  expect(await engine.docker('run', '--rm', '--network', 'none', tags[0] ?? '')).toBe(
    ['/ctx/.dockerignore', '/ctx/Dockerfile', '/ctx/a/b', '/ctx/left-in'].join('\n'),
  )
  const said = seen.step(/^RUN echo said/)
  expect(said).toMatchObject({ line: 4, state: 'done', ended: expect.any(Number) })
  expect(seen.log(said.id)).toContain('said-hello')
  expect(seen.step(/^COPY --from=make/).line).toBe(10)
  expect(seen.facts.sent.bytes).toBeGreaterThan(0)
  const again = await build({ builder, tags, args: [{ key: 'WORD', value: 'hello' }] })
  expect(again.seen.step(/^RUN find/).state).toBe('cached')
  await engine.docker('rmi', ...tags)
})

test.each(BUILDERS)('%s: only the stage that is asked for', async (builder) => {
  await plant({ Dockerfile: STAGES })
  const { job, seen } = await build({ builder, target: 'make', tags: ['built-target'] })
  expect(job.outcome.state).toBe('done')
  expect(seen.steps.some(({ text }) => text.startsWith('WORKDIR'))).toBe(false)
  expect(await engine.docker('run', '--rm', '--network', 'none', 'built-target', 'cat', '/word')).toBe('none')
  await engine.docker('rmi', 'built-target')
})

test.each(BUILDERS)('%s: a step that fails is named with its line and its log', async (builder) => {
  await plant({ Dockerfile: `FROM ${BUSYBOX}\n\n# why not\nRUN echo before; \\\n  echo oh no >&2; exit 7\nRUN true\n` })
  const { job, seen } = await build({ builder })
  expect(job.outcome).toMatchObject({
    state: 'failed',
    problem: { what: 'A step of the build failed.', why: expect.stringMatching(/exit 7|code: 7/) },
  })
  expect(seen.facts).toMatchObject({ problemLine: 4, problem: { what: 'A step of the build failed.' } })
  const failed = seen.step(/^RUN echo before/)
  expect(failed.state).toBe('failed')
  // What it prints and what it complains of come by two pipes, in either order.
  expect(seen.log(failed.id).join('\n')).toMatch(/before[\s\S]*oh no|oh no[\s\S]*before/)
})

test.each(BUILDERS)('%s: a Dockerfile that can’t be read', async (builder) => {
  await plant({ Dockerfile: `FROM ${BUSYBOX}\nRUNN true\n` })
  const { job, seen } = await build({ builder })
  expect(job.outcome).toMatchObject({ state: 'failed', problem: { what: 'The Dockerfile can’t be read.' } })
  expect(seen.facts.problemLine).toBe(2)
})

test.each(BUILDERS)('%s: cancelling ends it on the engine, too', async (builder) => {
  await plant({ Dockerfile: `FROM ${BUSYBOX}\nRUN echo begun && sleep 1234\n` })
  const { job } = await begin({ builder })
  await readUntil(
    host.client,
    (stream, options) => host.client.builds.watch({ stream, job }, options),
    ({ logs }: BuildPatch) => logs.some(({ lines }) => lines.includes('begun')),
    30_000,
  )
  expect(await sleepers()).toBeGreaterThan(0)
  await host.client.jobs.cancel({ job })
  expect((await ended(job)).outcome.state).toBe('cancelled')
  await expect.poll(sleepers, { timeout: 20_000 }).toBe(0)
  const seen = await Watched.now(host.client, job)
  expect(seen.steps.filter(({ state }) => state === 'running')).toEqual([])
})

/** How many processes of the step sleep on this machine. */
async function sleepers(): Promise<number> {
  const list = await run('ps', ['-eo', 'args'])
  return list.split('\n').filter((line) => /^sleep 1234$/.test(line.trim())).length
}

test.each(BUILDERS)('%s: a Dockerfile outside of the folder', async (builder) => {
  const outside = await mkdtemp(join(tmpdir(), 'slipway-dockerfile-'))
  const file = join(outside, 'Elsewhere')
  await writeFile(file, `FROM ${BUSYBOX}\nCOPY . /ctx\n`)
  await plant({ one: '1' })
  const { job } = await build({ builder, file, tags: ['built-outside'] })
  expect(job.outcome.state).toBe('done')
  expect(job.command).toContain(`-f ${file}`)
  expect(await engine.docker('run', '--rm', '--network', 'none', 'built-outside', 'find', '/ctx', '-type', 'f')).toBe(
    '/ctx/one',
  )
  await engine.docker('rmi', 'built-outside')
  await rm(outside, { recursive: true })
})

test.each(BUILDERS)('%s: links, modes, owners and names come through', async (builder) => {
  const hostile = ['-rf', '$(touch x)', 'a b', 'naïve 名 🐳', '<img src=x>', `${'long'.repeat(60)}`]
  await plant({
    Dockerfile: `FROM ${BUSYBOX}\nCOPY . /ctx\n`,
    'run.sh': '#!/bin/sh\n',
    ...Object.fromEntries(hostile.map((name) => [name, name])),
  })
  await chmod(join(folder, 'run.sh'), 0o750)
  await symlink('/etc/passwd', join(folder, 'link'))
  const { job } = await build({ builder, tags: ['built-names'] })
  expect(job.outcome.state).toBe('done')
  const inside = (...args: string[]) => engine.docker('run', '--rm', '--network', 'none', 'built-names', ...args)
  expect((await inside('find', '/ctx', '-mindepth', '1')).split('\n').sort()).toEqual(
    ['Dockerfile', 'link', 'run.sh', ...hostile].map((name) => `/ctx/${name}`).sort(),
  )
  expect(await inside('stat', '-c', '%a %u:%g', '/ctx/run.sh')).toBe('750 0:0')
  expect(await inside('readlink', '/ctx/link')).toBe('/etc/passwd')
  await engine.docker('rmi', 'built-names')
})

test('BuildKit is lent secrets, which are in no layer', async () => {
  await plant({
    Dockerfile: `FROM ${BUSYBOX}\nRUN --mount=type=secret,id=token test "$(cat /run/secrets/token)" = hush\n`,
    'token.txt': 'hush',
    '.dockerignore': 'token.txt',
  })
  const secrets = [{ id: 'token', file: join(folder, 'token.txt') }]
  const { job } = await build({ builder: 'buildkit', secrets, tags: ['built-secret'] })
  expect(job.outcome.state).toBe('done')
  expect(job.command).toContain(`--secret id=token,src=${join(folder, 'token.txt')}`)
  await engine.docker('rmi', 'built-secret')
  const lost = await build({
    builder: 'buildkit',
    noCache: true,
    secrets: [{ id: 'token', file: join(folder, 'gone') }],
  })
  expect(lost.job.outcome).toMatchObject({ state: 'failed', problem: { what: expect.stringContaining('“token”') } })
})

test('BuildKit takes the ignore file beside the Dockerfile first', async () => {
  await plant({
    Dockerfile: `FROM ${BUSYBOX}\nCOPY . /ctx\nRUN test ! -e /ctx/b && test -e /ctx/a\n`,
    '.dockerignore': 'a',
    'Dockerfile.dockerignore': 'b',
    a: '',
    b: '',
  })
  expect((await build({ builder: 'buildkit' })).job.outcome.state).toBe('done')
})

test('what a build can’t be is said before', async () => {
  await plant({ Dockerfile: 'FROM scratch\n' })
  const preview = (change: Partial<Build>) =>
    host.client.builds.preview({ engine: host.engine, build: { ...emptyBuild(folder), ...change } })
  expect(await preview({ tags: ['Big', 'ok:1'] })).toMatchObject({ problems: [{ field: 'tags', at: 0 }] })
  expect(await preview({ builder: 'classic', secrets: [{ id: 'x', file: '/x' }] })).toMatchObject({
    problems: [{ field: 'secrets', what: expect.stringContaining('BuildKit does') }],
  })
  expect(await preview({ more: { memory: ['1g'] } })).toMatchObject({ problems: [{ field: 'memory' }] })
  expect(await preview({ builder: 'classic', more: { memory: ['1g'] } })).toMatchObject({
    problems: [],
    command: `DOCKER_BUILDKIT=0 docker build --memory 1g ${folder}`,
  })
  await expect(begin({ file: 'nowhere' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(begin({ context: join(folder, 'nowhere') })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('a Dockerfile is read, saved, and watched', async () => {
  const { client } = host
  const empty = await client.builds.readDockerfile({ context: folder })
  expect(empty).toMatchObject({ path: join(folder, 'Dockerfile'), text: '' })
  const saved = await client.builds.saveDockerfile({ ...empty, text: 'FROM scratch\n' })
  expect(await readFile(saved.path, 'utf8')).toBe('FROM scratch\n')
  await expect(client.builds.saveDockerfile({ ...empty, text: 'FROM other\n' })).rejects.toMatchObject({
    code: 'CONFLICT',
  })
  const changed = readUntil(
    client,
    (stream, options) => client.builds.watchDockerfile({ stream, path: saved.path }, options),
    ({ version }) => version !== saved.version,
  )
  await writeFile(saved.path, 'FROM elsewhere\n')
  await changed
  expect((await client.builds.look({ context: folder })).stages).toEqual([{ from: 'elsewhere', line: 1 }])
})

test('both builders put the same files into an image, whatever .dockerignore says', async () => {
  await plantTree(folder)
  // BuildKit passes over pipes.
  await rm(join(folder, 'b/pipe'))
  await writeFile(join(folder, 'Dockerfile'), `FROM ${BUSYBOX}\nCOPY . /ctx\nCMD ["find", "/ctx", "!", "-type", "d"]\n`)
  // Every ninth of them: each is two builds. All of them are compared with what the docker command sends elsewhere.
  for (const text of IGNORE_FILES.filter((_, index) => index % 9 === 6)) {
    await writeFile(join(folder, '.dockerignore'), text)
    const lists: string[][] = []
    for (const builder of BUILDERS) {
      const { job } = await build({ builder, tags: [`same-${builder}`] })
      if (job.outcome.state !== 'done') {
        lists.push([])
        continue
      }
      const list = await engine.docker('run', '--rm', '--network', 'none', `same-${builder}`)
      lists.push(list.split('\n').sort())
    }
    expect(lists[0], JSON.stringify(text)).toEqual(lists[1])
  }
}, 120_000)

test.each(BUILDERS)('%s: a file that may not be read is named', async (builder) => {
  await plant({ Dockerfile: `FROM ${BUSYBOX}\nCOPY . /ctx\n`, secret: 'x', plain: 'y' })
  await chown(join(folder, 'secret'), 1234, 1234)
  await chmod(join(folder, 'secret'), 0o600)
  // Root may read everything; without these rights it is a user as any other.
  const rights = '-dac_override,-dac_read_search'
  const outcome = await run('setpriv', [
    ...['--bounding-set', rights, '--inh-caps', rights],
    ...[process.execPath, join(import.meta.dirname, 'build', 'outcome.ts'), engine.address, folder, builder],
  ])
  expect(JSON.parse(outcome)).toMatchObject({
    state: 'failed',
    problem: { what: `“${join(folder, 'secret')}” may not be read.` },
  })
})

test.each(BUILDERS)('%s: files that change while they are sent', async (builder) => {
  await plant({ Dockerfile: `FROM ${BUSYBOX}\nCOPY . /ctx\n` })
  for (let n = 0; n < 300; n++) await writeFile(join(folder, `file-${n}`), Buffer.alloc(20_000, n))
  await writeFile(join(folder, 'grows'), 'x')
  const changing = new AbortController()
  const change = async () => {
    for (let n = 299; !changing.signal.aborted; n--) {
      await rm(join(folder, `file-${n}`), { force: true })
      await appendFile(join(folder, 'grows'), 'more of it\n'.repeat(500))
    }
  }
  const running = change()
  const { job } = await build({ builder, tags: ['built-changing'] })
  changing.abort()
  await running
  expect(job.outcome).toMatchObject({ state: 'done' })
  await engine.docker('rmi', 'built-changing')
})
