import { execFileSync, spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { VmLive } from '../../contract/index.ts'
import { endChild } from '../support/end-child.ts'
import type { EngineAccess } from '../support/engine.ts'
import { freePort } from '../support/free-port.ts'
import { BUSYBOX } from '../support/image.ts'
import { sharedVm } from '../support/shared-vm.ts'
import { connected, soon, webPage } from '../support/soon.ts'

const vm = sharedVm()
const HTTPD = ['httpd', '-f', '-h', '/etc']
const WITHIN = { timeout: 30_000 }

describe.skipIf(vm === undefined)('what containers of a virtual machine publish', () => {
  if (vm === undefined) return
  let engine: EngineAccess

  beforeAll(async () => {
    engine = await vm.published()
    execFileSync('cc', ['-O1', '-static', '-o', join(vm.home, 'echo'), 'test/support/echo.c'])
  })
  afterAll(async () => void (await engine.docker('rm', '-f', 'web', 'echo', 'late')))

  const live = async (): Promise<VmLive> => {
    const { live } = await vm.status()
    if (live === undefined) throw new Error('nothing stands on it')
    return live
  }

  test('is on localhost, as it was asked for, as long as it runs', async () => {
    const [all, local, six] = [await freePort(), await freePort(), await freePort()]
    const publish = [`${all}:80`, `127.0.0.1:${local}:80`, `[::1]:${six}:80`].flatMap((port) => ['-p', port])
    await engine.docker('create', '--name', 'web', '--hostname', 'web', ...publish, BUSYBOX, ...HTTPD)
    const since = await startOf(engine, 'web')
    await soon(() => connected('127.0.0.1', all))
    console.log(`published ${(performance.now() - since).toFixed(0)} ms after the start event was heard`)
    for (const [host, port] of [
      ['127.0.0.1', all],
      ['::1', all],
      ['127.0.0.1', local],
      ['::1', six],
    ] as const) {
      expect(await soon(() => webPage(host, port))).toBe('web')
    }
    await expect(connected('::1', local)).rejects.toThrow('ECONNREFUSED')
    await expect(connected('127.0.0.1', six)).rejects.toThrow('ECONNREFUSED')
    expect((await live()).ports.filter(({ problem }) => problem)).toEqual([])
    await engine.docker('rm', '-f', 'web')
    await vi.waitFor(() => expect(connected('127.0.0.1', all)).rejects.toThrow('ECONNREFUSED'), WITHIN)
    await vi.waitFor(() => expect(connected('::1', six)).rejects.toThrow('ECONNREFUSED'), WITHIN)
  })

  test('carries datagrams too, over IPv4 and IPv6', async () => {
    const [all, local] = [await freePort(), await freePort()]
    const publish = ['-p', `${all}:53/udp`, '-p', `127.0.0.1:${local}:53/udp`]
    await engine.docker('run', '-d', '--name', 'echo', '-v', `${vm.home}:/b:ro`, ...publish, BUSYBOX, '/b/echo', '53')
    expect(await echo('127.0.0.1', all)).toBe('hello')
    expect(await echo('127.0.0.1', local)).toBe('hello')
    expect(await echo('::1', all)).toBe('hello')
    await engine.docker('rm', '-f', 'echo')
  })

  test('is named with the program that has it where it is taken, and comes when it is free', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    await engine.docker(
      'run',
      '-d',
      '--name',
      'late',
      '--hostname',
      'late',
      '-p',
      `127.0.0.1:${port}:80`,
      BUSYBOX,
      ...HTTPD,
    )
    await vi.waitFor(async () => {
      const taken = (await live()).ports.find((one) => one.port === port)
      expect(taken?.problem?.why ?? '').toContain(`(process ${process.pid})`)
    }, WITHIN)
    server.close()
    await once(server, 'close')
    await engine.docker('restart', '-t', '0', 'late')
    expect(await soon(() => webPage('127.0.0.1', port))).toBe('late')
    expect((await live()).ports.find((one) => one.port === port)?.problem).toBeUndefined()
    await engine.docker('rm', '-f', 'late')
  })
})

/** Starts a container; when the event of it was heard, in milliseconds of this process. */
async function startOf(engine: EngineAccess, name: string): Promise<number> {
  const filters = ['--filter', `container=${name}`, '--filter', 'event=start', '--format', '{{.Status}}']
  const events = spawn('docker', ['-H', engine.address, 'events', ...filters], { stdio: ['ignore', 'pipe', 'ignore'] })
  const heard = once(events.stdout, 'data').then(() => performance.now())
  // It says nothing when it has begun to listen.
  await sleep(1000)
  await engine.docker('start', name)
  const at = await heard
  await endChild(events)
  return at
}

async function echo(host: string, port: number): Promise<string> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4')
  const say = setInterval(() => socket.send('hello', port, host), 300)
  try {
    const [answer] = await once(socket, 'message', { signal: AbortSignal.timeout(WITHIN.timeout) })
    return String(answer)
  } finally {
    clearInterval(say)
    socket.close()
  }
}
