import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Incarnation, Story } from '../../contract/index.ts'
import { engineState, type OpenHost, openHost } from '../support/host.ts'
import { BUSYBOX } from '../support/image.ts'
import { sharedEngine } from '../support/shared-engine.ts'

const engine = sharedEngine()
let host: OpenHost
beforeAll(async () => {
  host = await openHost(engine.address)
  await engineState(host, 'connected')
  await recording(host)
})
afterAll(() => host?.close())

/** Waits until what happens is written down. */
async function recording({ client, engine }: OpenHost): Promise<void> {
  await vi.waitFor(
    async () => {
      const events = await client.recorder.events({ engine, from: 0, to: Date.now() + 60_000, limit: 5_000 })
      expect(events.some((event) => event.kind === 'recorder')).toBe(true)
    },
    { timeout: 20_000, interval: 100 },
  )
}

/** The newest run of that container when it has ended, and its cause is the one that is wanted. */
async function ended(id: string, kind: Incarnation['cause']['kind']): Promise<Story> {
  return await vi.waitFor(
    async () => {
      const at = { engine: host.engine }
      const [last] = await host.client.recorder.incarnations({ ...at, container: id, ended: true, limit: 1 })
      expect(last?.cause.kind).toBe(kind)
      return await host.client.recorder.story({ ...at, incarnation: last?.number ?? 0 })
    },
    { timeout: 20_000, interval: 100 },
  )
}

/** On a busy machine, what is asked of an engine takes its time. */
const inTime = (look: () => Promise<void>) => vi.waitFor(look, { timeout: 20_000, interval: 100 })

const run = (...args: string[]) => engine.docker('run', '-d', ...args)
const sh = (script: string) => [BUSYBOX, 'sh', '-c', script]

test('it ended by itself: with its code, its last lines, and its name though it is gone', async () => {
  const id = await run('--name', 'story-own', ...sh('echo one; echo two >&2; sleep 0.5; exit 7'))
  const { incarnation, timeline } = await ended(id, 'exited')
  expect(incarnation).toMatchObject({
    ...{ name: 'story-own', image: BUSYBOX, cause: { kind: 'exited', code: 7 }, removed: false },
    sentence: 'It ended by itself with exit code 7.',
  })
  expect(timeline.map(({ kind }) => kind)).toEqual(['created', 'started', 'died'])
  await inTime(async () => {
    const { lines } = await ended(id, 'exited')
    expect(lines.map(({ text, source }) => `${source} ${text}`).sort()).toEqual(['stderr two', 'stdout one'])
  })
  await engine.docker('rm', id)
  await inTime(async () => {
    const story = await ended(id, 'exited')
    expect(story.incarnation).toMatchObject({ name: 'story-own', removed: true })
    expect(story.lines).toHaveLength(2)
  })
})

test('without an error', async () => {
  const id = await run(...sh('true'))
  expect((await ended(id, 'exited')).incarnation.sentence).toContain('without an error')
  await engine.docker('rm', id)
})

test('out of memory at its limit, after its memory had risen', async () => {
  const grow = 'x=$(head -c 200000 /dev/zero | tr "\\0" a); y=; while :; do y=$y$x; sleep 0.02; done'
  const id = await run('--memory', '24m', '--memory-swap', '24m', ...sh(`sleep 1; ${grow}`))
  const story = await ended(id, 'oom')
  expect(story.incarnation.cause).toMatchObject({ kind: 'oom', code: 137 })
  await inTime(async () => {
    const { incarnation, memoryLimit } = await ended(id, 'oom')
    expect(incarnation.cause).toMatchObject({ limit: 25_165_824 })
    expect(incarnation.sentence).toMatch(/^It was killed for want of memory at its limit of 24 MiB/)
    expect(memoryLimit).toBe(25_165_824)
  })
  expect(story.timeline.some(({ kind }) => kind === 'oom')).toBe(true)
  await engine.docker('rm', id)
})

test('docker kill, with any signal that ends it', async () => {
  const [by9, by15] = [
    await run(...sh('sleep 1000')),
    await run(...sh('trap "exit 3" TERM; while :; do sleep 0.1; done')),
  ]
  await engine.docker('kill', by9)
  await engine.docker('kill', '-s', 'TERM', by15)
  expect((await ended(by9, 'killed')).incarnation.cause).toEqual({ kind: 'killed', code: 137, signal: 'SIGKILL' })
  expect((await ended(by15, 'killed')).incarnation.cause).toEqual({ kind: 'killed', code: 3, signal: 'SIGTERM' })
  await engine.docker('rm', by9, by15)
})

test('docker stop: heeded, or not', async () => {
  const heeds = await run(...sh('trap "exit 0" TERM; while :; do sleep 0.1; done'))
  const ignores = await run(...sh('trap "" TERM; while :; do sleep 0.1; done'))
  await engine.docker('stop', '-t', '20', heeds)
  await engine.docker('stop', '-t', '1', ignores)
  expect((await ended(heeds, 'stopped')).incarnation.cause).toMatchObject({ code: 0, signal: 'SIGTERM', forced: false })
  const { incarnation } = await ended(ignores, 'stopped')
  expect(incarnation.cause).toMatchObject({ code: 137, signal: 'SIGTERM', forced: true })
  expect(incarnation.sentence).toContain('did not heed SIGTERM')
  await engine.docker('rm', heeds, ignores)
})

test('docker restart: two runs, the first of which was ended for the second', async () => {
  const id = await run(...sh('trap "exit 0" TERM; while :; do sleep 0.1; done'))
  await engine.docker('restart', '-t', '5', id)
  const { incarnation, next } = await ended(id, 'restarted')
  await inTime(async () => {
    const runs = await host.client.recorder.incarnations({ engine: host.engine, container: id, limit: 10 })
    expect(runs.map(({ cause }) => cause.kind)).toEqual(['running', 'restarted'])
  })
  expect(next).toBeGreaterThan(incarnation.number)
  await engine.docker('rm', '-f', id)
  const last = await ended(id, 'removed')
  expect(last.incarnation).toMatchObject({
    removed: true,
    sentence: 'It was killed and removed by `docker rm --force`.',
  })
  expect(last.previous).toBe(incarnation.number)
})

test('a signal that the engine did not send', async () => {
  const id = await run('--init', ...sh('sleep 0.3; kill -ABRT $$'))
  expect((await ended(id, 'crashed')).incarnation.cause).toEqual({ kind: 'crashed', code: 134, signal: 'SIGABRT' })
  await engine.docker('rm', '-f', id)
})

test('no start: the engine could not find the command, and says so', async () => {
  const id = await engine.docker('create', '--name', 'story-unstarted', BUSYBOX, 'no-such-command')
  await expect(engine.docker('start', id)).rejects.toThrow()
  const { incarnation } = await ended(id, 'notStarted')
  expect(incarnation.cause).toMatchObject({ kind: 'notStarted', code: 127 })
  expect(incarnation.sentence).toMatch(/no-such-command/)
  await engine.docker('rm', id)
})
