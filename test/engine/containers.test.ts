import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Engine, startEngine } from '../support/engine.ts'
import { engineState, type OpenHost, openHost, readUntil } from '../support/host.ts'
import { BUSYBOX, makeImages } from '../support/image.ts'

let engine: Engine
let host: OpenHost

beforeAll(async () => {
  engine = await startEngine()
  await makeImages(engine)
  host = await openHost(engine.address)
  await engineState(host, 'connected')
})
afterAll(async () => {
  await host?.close()
  await engine?.stop()
})

const run = (...args: string[]) => engine.docker('run', '-d', ...args)
const stateOf = (id: string) => engine.docker('inspect', '-f', '{{.State.Status}}', id)
const act = (ids: string[], action: 'start' | 'stop' | 'restart' | 'kill' | 'pause' | 'unpause', more = {}) =>
  host.client.containers.act({ engine: host.engine, ids, action, ...more })

test('each action does what its docker command does', async () => {
  const id = await run('--name', 'acted', BUSYBOX, 'sh', '-c', "trap 'exit 9' TERM; while :; do sleep 0.1; done")
  expect((await act([id], 'pause')).failed).toEqual([])
  expect(await stateOf(id)).toBe('paused')
  await act([id], 'unpause')
  expect(await stateOf(id)).toBe('running')
  const stopped = await act([id], 'stop', { grace: 5 })
  expect(stopped).toMatchObject({ done: [id], command: 'docker stop -t 5 acted' })
  expect(await engine.docker('inspect', '-f', '{{.State.ExitCode}}', id)).toBe('9')
  await act([id], 'start')
  expect(await stateOf(id)).toBe('running')
  await act([id], 'restart', { grace: 0 })
  expect(await stateOf(id)).toBe('running')
  await act([id], 'kill', { signal: 'SIGKILL' })
  await vi.waitFor(async () => expect(await engine.docker('inspect', '-f', '{{.State.ExitCode}}', id)).toBe('137'))
})

test('starting what runs already is no failure, as with docker', async () => {
  const id = await run(BUSYBOX, 'sleep', '1000')
  expect(await act([id], 'start')).toMatchObject({ done: [id], failed: [] })
})

test('one that fails keeps nobody else, and says why', async () => {
  const good = await run(BUSYBOX, 'sleep', '1000')
  const bad = await engine.docker('create', '--name', 'no-such-program', BUSYBOX, '/nope')
  const outcome = await act([good, bad, 'f'.repeat(64)], 'restart', { grace: 0 })
  expect(outcome.done).toEqual([good])
  expect(outcome.failed.map(({ id }) => id).sort()).toEqual([bad, 'f'.repeat(64)].sort())
  expect(outcome.failed.find(({ id }) => id === bad)?.problem.why).toMatch(/nope/)
})

test.each(['../images/prune?x=', '..', '', 'a/b'])('the id %j is never read as a path', async (id) => {
  await expect(act([id], 'start')).rejects.toMatchObject({ code: 'INVALID', defined: true })
})

test('what a removal loses is told first, then exactly that is lost', async () => {
  await engine.docker('volume', 'create', 'kept')
  const id = await run(
    '--name',
    'lossy',
    '-v',
    '/anonymous',
    '-v',
    'kept:/kept',
    BUSYBOX,
    'sh',
    '-c',
    'head -c 300000 /dev/zero > /big; sleep 1000',
  )
  await vi.waitFor(async () => {
    const [loss] = await host.client.containers.losses({ engine: host.engine, ids: [id] })
    expect(loss?.writable).toBeGreaterThanOrEqual(300_000)
  })
  const [loss] = await host.client.containers.losses({ engine: host.engine, ids: [id] })
  expect(loss).toMatchObject({ id, name: 'lossy', running: true, namedVolumes: ['kept'] })
  expect(loss?.anonymousVolumes).toHaveLength(1)

  const refused = await host.client.containers.remove({ engine: host.engine, ids: [id], force: false, volumes: true })
  expect(refused.failed[0]?.problem.why).toMatch(/running/)
  const removed = await host.client.containers.remove({ engine: host.engine, ids: [id], force: true, volumes: true })
  expect(removed).toMatchObject({ done: [id], command: 'docker rm -f -v lossy' })
  const volumes = await engine.docker('volume', 'ls', '-q')
  expect(volumes.split('\n')).toContain('kept')
  expect(volumes).not.toContain(loss?.anonymousVolumes[0])
})

test('inspect reads what docker inspect has', async () => {
  const id = await run(
    '--name',
    'seen',
    '-e',
    'A=b=c',
    '--memory',
    '64m',
    '--cpus',
    '0.5',
    '--restart',
    'on-failure:3',
    '-w',
    '/srv',
    '-u',
    '1000',
    BUSYBOX,
    'sleep',
    '1000',
  )
  const detail = await host.client.containers.inspect({ engine: host.engine, id })
  expect(detail).toMatchObject({
    name: 'seen',
    memoryLimit: 67_108_864,
    cpuLimit: 0.5,
    restartPolicy: 'on-failure:3',
    workingDir: '/srv',
    user: '1000',
    command: ['sleep', '1000'],
  })
  expect(detail.environment).toContainEqual({ key: 'A', value: 'b=c' })
  expect(detail.raw).toEqual(JSON.parse(await engine.docker('inspect', id))[0])
})

test('processes are listed again and again', async () => {
  const id = await run(BUSYBOX, 'sleep', '1234')
  const { client } = host
  let lists = 0
  await readUntil(
    client,
    (stream, options) => client.containers.processes({ engine: host.engine, id, stream }, options),
    ({ rows }) => {
      expect(rows.flat().join(' ')).toContain('sleep 1234')
      return ++lists === 2
    },
  )
})

test('samples come for what is shown, and only for that', async () => {
  const busy = await run('--memory', '64m', BUSYBOX, 'sh', '-c', 'while :; do :; done')
  const idle = await run(BUSYBOX, 'sleep', '1000')
  const { client } = host
  const seen = new Set<string>()
  const batch = await readUntil(
    client,
    async (stream, options) => {
      const items = await client.stats.watch({ engine: host.engine, stream }, options)
      await client.stats.show({ stream, ids: [busy] })
      return items
    },
    (usages) => {
      for (const { id } of usages) seen.add(id)
      return usages.some(({ cpu }) => cpu > 10)
    },
    15_000,
  )
  expect(batch[0]).toMatchObject({ id: busy, memoryLimit: 67_108_864 })
  expect(seen.has(idle)).toBe(false)
  await engine.docker('rm', '-f', busy)
})

test('rename, update, commit, wait and changes do what docker does', async () => {
  const { client } = host
  const id = await run('--name', 'edited', BUSYBOX, 'sh', '-c', 'echo new > /new; rm /etc/group; sleep 1000')
  const at = { engine: host.engine, id }
  expect(await client.containers.rename({ ...at, name: 'renamed' })).toEqual({
    command: 'docker rename edited renamed',
  })
  await expect(client.containers.rename({ ...at, name: 'seen' })).rejects.toMatchObject({ code: 'CONFLICT' })
  await expect(client.containers.rename({ ...at, name: 'no spaces' })).rejects.toMatchObject({ code: 'INVALID' })

  const restart = { name: 'on-failure' as const, retries: 2 }
  await client.containers.update({
    ...at,
    limits: { memory: 67_108_864, memorySwap: -1, cpus: 0.5, pids: 50, restart },
  })
  const kept =
    '{{.HostConfig.Memory}} {{.HostConfig.NanoCpus}} {{.HostConfig.PidsLimit}} {{.HostConfig.RestartPolicy.Name}}'
  expect(await engine.docker('inspect', '-f', kept, id)).toBe('67108864 500000000 50 on-failure')

  const { image } = await client.containers.commit({
    ...at,
    reference: 'localhost:5000/my/app:1',
    message: 'm',
    changes: ['CMD ["true"]', 'ENV A=b'],
    pause: true,
  })
  const format = '{{.Id}} {{.RepoTags}} {{.Comment}} {{.Config.Cmd}}'
  expect(await engine.docker('image', 'inspect', '-f', format, image)).toBe(
    `${image} [localhost:5000/my/app:1] m [true]`,
  )

  const ours = (await client.containers.changes(at)).map(({ path, kind }) => `${kind[0]?.toUpperCase()} ${path}`)
  expect(ours.sort()).toEqual((await engine.docker('diff', id)).split('\n').sort())
})

test('the engine finds containers by its own filters, and says which it does not know', async () => {
  const { client } = host
  const first = await run('--name', 'found-a', BUSYBOX, 'sleep', '1000')
  const second = await run('--name', 'found-b', '--expose', '7777', BUSYBOX, 'sleep', '1000')
  const find = (filters: [string, string][], more = {}) =>
    client.containers.find({
      engine: host.engine,
      all: false,
      filters: filters.map(([key, value]) => ({ key, value })),
      ...more,
    })
  expect(await find([['expose', '7777/tcp']])).toEqual({ ids: [second] })
  const both: [string, string][] = [
    ['since', 'found-a'],
    ['name', 'found-'],
  ]
  expect(await find(both)).toEqual({ ids: [second] })
  expect(
    await find([
      ['name', 'found-a'],
      ['name', 'found-b'],
    ]),
  ).toEqual({ ids: [second, first] })
  expect(await find([], { last: 1 })).toEqual({ ids: [second] })
  await expect(find([['nonsense', '1']])).rejects.toMatchObject({
    data: { why: expect.stringMatching(/invalid filter/i) },
  })
  await engine.docker('rm', '-f', 'found-a', 'found-b')
})

test('what was done is remembered with its command', async () => {
  const { client } = host
  const deeds = await readUntil(
    client,
    (stream, options) => client.activity.watch({ stream }, options),
    (items) => items.some(({ command }) => command === 'docker rename edited renamed'),
  )
  expect(deeds.some(({ command, problems }) => command.endsWith(' seen') && problems.length === 1)).toBe(true)
})
