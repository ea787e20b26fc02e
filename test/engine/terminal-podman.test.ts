import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { engineState, type OpenHost, openHost } from '../support/host.ts'
import { BUSYBOX, makeImages, NOSHELL } from '../support/image.ts'
import { type Podman, startPodman } from '../support/podman.ts'
import { Watcher } from '../support/terminal.ts'

const SIZE = { columns: 90, rows: 30 }

let podman: Podman
let host: OpenHost

beforeAll(async () => {
  podman = await startPodman()
  await makeImages(podman)
  host = await openHost(podman.address)
  await engineState(host, 'connected')
})
afterAll(async () => {
  await host?.close()
  await podman?.stop()
})

const run = (...args: string[]) => podman.docker('run', '-d', '--network', 'none', ...args)
const exec = (container: string, more = {}) =>
  host.client.terminals.exec({ engine: host.engine, container, ...SIZE, ...more })
const write = (terminal: string, text: string) => host.client.terminals.write({ terminal, text })

test('a shell is found, has its size, and tells its exit code', async () => {
  const { id, title } = await exec(await run(BUSYBOX, 'sleep', '1000'))
  expect(title).toBe('sh')
  const seen = Watcher.open(host.client, id)
  await write(id, 'stty size; exit 7\r')
  expect(await seen.ended()).toEqual({ reason: 'exited', exitCode: 7 })
  expect(seen.text).toContain('30 90\r\n')
})

test('what can’t be started is reported as the engine has it', async () => {
  const container = await run(BUSYBOX, 'sleep', '1000')
  const because = (why: RegExp) => ({ code: 'INVALID', data: { why: expect.stringMatching(why) } })
  await expect(exec(container, { user: 'nobody9' })).rejects.toMatchObject(because(/nobody9/))
  await expect(exec(container, { workingDir: '/nope' })).rejects.toMatchObject(because(/\/nope/))
  await expect(exec(container, { words: ['/bin/nope'] })).rejects.toMatchObject(because(/\/bin\/nope/))
  await expect(exec(await run(NOSHELL))).rejects.toMatchObject({ code: 'NO_SHELL' })
})

test('attached, its keys detach, and `exit` ends the container', async () => {
  const container = await run('-it', BUSYBOX, 'sh')
  const attach = () => host.client.terminals.attach({ engine: host.engine, container, ...SIZE })
  const first = (await attach()).id
  const seen = Watcher.open(host.client, first)
  await write(first, 'echo a$((1))b\r')
  await seen.until('a1b')
  await write(first, '\u0010')
  await sleep(50)
  await write(first, '\u0011')
  expect(await seen.ended()).toEqual({ reason: 'detached' })
  const second = (await attach()).id
  const again = Watcher.open(host.client, second)
  await write(second, 'exit 4\r')
  expect(await again.ended()).toEqual({ reason: 'exited', exitCode: 4 })
})

test('a closed one leaves no process', async () => {
  const container = await run(BUSYBOX, 'sleep', '1000')
  const { id } = await exec(container)
  await host.client.terminals.close({ terminal: id })
  await expect.poll(() => podman.docker('top', container), { timeout: 5_000 }).not.toMatch(/\bsh\b/)
})
