import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Incarnation } from '../../contract/index.ts'
import { engineState, type OpenHost, openHost, readUntil } from '../support/host.ts'
import { BUSYBOX, makeImages } from '../support/image.ts'
import { type Podman, startPodman } from '../support/podman.ts'

let podman: Podman
let host: OpenHost
beforeAll(async () => {
  podman = await startPodman()
  await makeImages(podman)
  host = await openHost(podman.address)
  await engineState(host, 'connected')
  await vi.waitFor(
    async () => {
      const range = { engine: host.engine, from: 0, to: Date.now() + 60_000, limit: 10 }
      expect(await host.client.recorder.events(range)).toMatchObject([{ kind: 'recorder', action: 'began' }])
    },
    { timeout: 20_000 },
  )
})
afterAll(async () => {
  await host?.close()
  await podman?.stop()
})

const start = (script: string, ...args: string[]) => podman.docker('run', '-d', ...args, BUSYBOX, 'sh', '-c', script)

async function ended(id: string): Promise<Incarnation> {
  return await vi.waitFor(
    async () => {
      const query = { engine: host.engine, container: id, ended: true, limit: 1 }
      const [last] = await host.client.recorder.incarnations(query)
      if (!last) throw new Error('it has not ended')
      return last
    },
    { timeout: 20_000, interval: 100 },
  )
}

test('an error is an error; what Podman does not tell is not made up', async () => {
  const [failed, stopped, killed] = [
    await start('echo bye; exit 7'),
    await start('trap "exit 0" TERM; while :; do sleep 0.1; done'),
    await start('sleep 1000'),
  ]
  await podman.docker('stop', '-t', '5', stopped)
  await podman.docker('kill', killed)
  expect((await ended(failed)).cause).toEqual({ kind: 'exited', code: 7 })
  expect(await ended(stopped)).toMatchObject({
    cause: { kind: 'unknown', code: 0, untold: true },
    sentence: 'It ended (exit code 0). Podman does not tell whether by itself, or because it was stopped.',
  })
  expect((await ended(killed)).cause).toEqual({ kind: 'killed', code: 137, signal: 'SIGKILL' })
  const { number } = await ended(failed)
  await vi.waitFor(
    async () => {
      const story = await host.client.recorder.story({ engine: host.engine, incarnation: number })
      expect(story.linesProblem).toBeUndefined()
      expect(story.lines.map(({ text }) => text)).toEqual(['bye'])
    },
    { timeout: 20_000 },
  )
})

test('half of a core is 50 %', async () => {
  const id = await start('while :; do :; done', '--cpus', '0.5')
  const { client } = host
  const loads: number[] = []
  await readUntil(
    client,
    async (stream, options) => {
      const items = await client.stats.watch({ engine: host.engine, stream }, options)
      await client.stats.show({ stream, ids: [id] })
      return items
    },
    (batch) => loads.push(...batch.map(({ cpu }) => cpu)) >= 6,
    60_000,
  )
  const mean = loads.slice(1).reduce((sum, load) => sum + load, 0) / (loads.length - 1)
  // A busy machine may give it less than its quota; never more, but for slices of a tenth of a second.
  expect(mean).toBeGreaterThan(10)
  expect(mean).toBeLessThan(58)
  await podman.docker('rm', '-f', id)
}, 90_000)
