import { spawn } from 'node:child_process'
import { buffer } from 'node:stream/consumers'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { toolboxFolder } from '../../host/cli/toolbox-folder.ts'
import { Toolbox } from '../../host/toolbox/index.ts'
import { type Engine, type EngineAccess, startEngine } from '../support/engine.ts'
import { engineState, Known, type OpenHost, openHost } from '../support/host.ts'
import { BUSYBOX, makeImages } from '../support/image.ts'
import { startPodman } from '../support/podman.ts'

const entry = z.object({ name: z.string(), type: z.string() })

describe.each([
  ['docker', startEngine],
  ['podman', startPodman],
] as const)('on %s', (product, start: () => Promise<EngineAccess & Pick<Engine, 'stop'>>) => {
  let engine: Awaited<ReturnType<typeof start>>
  let host: OpenHost
  let toolbox: Toolbox

  beforeAll(async () => {
    engine = await start()
    await makeImages(engine)
    host = await openHost(engine.address)
    await engineState(host, 'connected')
    toolbox = new Toolbox(toolboxFolder, host.host.engines, pino({ level: 'error' }))
    await engine.docker('volume', 'create', 'data')
    await engine.docker('run', '--rm', '-v', 'data:/data', BUSYBOX, 'sh', '-c', 'echo hi > /data/f; mkdir /data/d')
  }, 180_000)
  afterAll(async () => {
    await toolbox?.closeAll()
    await host?.close()
    await engine?.stop()
  })
  const client = () => host.host.engines.client(host.engine)
  const ours = () =>
    engine.docker('ps', '-a', '--format', '{{.Names}} {{.Status}} {{.Mounts}}', '--filter', 'label=io.slipway.helper')
  const volume = (write: boolean) => ({ volumes: [{ name: 'data', at: '/volume', write }] })
  const list = (plan: ReturnType<typeof volume>, path: string) =>
    toolbox.soon(client(), plan, async (room) => {
      const found = []
      for await (const some of room.values(entry, ['list', '/volume', path])) found.push(...some)
      return found.map(({ name }) => name)
    })

  test('a volume is looked into without any image but its own, and nobody sees with what', async () => {
    const known = Known.follow(host)
    await vi.waitFor(() => expect(known.snapshots).toBeGreaterThan(0))
    expect(await list(volume(false), '/')).toEqual(['d', 'f'])
    // The second look needs no second container.
    await list(volume(false), '/d')
    expect((await ours()).split('\n')).toHaveLength(1)
    expect([...known.containers.values()].filter(({ labels }) => labels['io.slipway.helper'])).toEqual([])
    expect(
      [...known.images.values()].filter(({ tags }) => tags.some((tag) => tag.includes('slipway/toolbox'))),
    ).toEqual([])
    const usage = await host.client.disk.usage({ engine: host.engine })
    expect(usage.containers.items.filter(({ name }) => name.includes('slipway'))).toEqual([])
    expect(usage.images.items.filter(({ name }) => name.includes('slipway/toolbox'))).toEqual([])
    await toolbox.release(client(), 'data')
    expect(await ours()).toBe('')
    known.stop()
  })

  test('it can’t write unless that was asked for, and has no network', async () => {
    await toolbox.once(client(), volume(false), async (room) => {
      await expect(room.read(['mkdir', '/volume', '/no'])).rejects.toMatchObject({ code: 'EROFS' })
      await expect(room.read(['mkdir', '/', '/no'])).rejects.toMatchObject({ code: 'EROFS' })
      const inspected: unknown = JSON.parse(await engine.docker('inspect', room.id))
      expect(inspected).toMatchObject([
        { HostConfig: { NetworkMode: 'none', ReadonlyRootfs: true, Privileged: false } },
      ])
    })
    await toolbox.once(client(), volume(true), (room) => room.read(['mkdir', '/volume', '/yes']))
    expect(await list(volume(false), '/')).toEqual(['d', 'f', 'yes'])
    await toolbox.release(client(), 'data')
    expect(await ours()).toBe('')
  })

  test('bytes go in and out as they are, many of them', { timeout: 60_000 }, async () => {
    const bytes = Buffer.alloc(20 * 1024 * 1024, 'slipway')
    await toolbox.once(client(), volume(true), async (room) => {
      const input = (async function* () {
        for (let at = 0; at < bytes.length; at += 100_000) yield bytes.subarray(at, at + 100_000)
      })()
      await room.read(['write', '/volume', '/large', String(bytes.length), 'none'], { input })
      const { output, ended } = await room.start(['read', '/volume', '/large'])
      expect((await buffer(output)).equals(bytes)).toBe(true)
      await ended
      const broken = (async function* () {
        yield bytes.subarray(0, 1000)
        throw new Error('the source broke')
      })()
      const writing = room.read(['write', '/volume', '/half', '5000', 'none'], { input: broken })
      await expect(writing).rejects.toThrow('the source broke')
    })
    expect(await list(volume(false), '/')).toEqual(['d', 'f', 'large', 'yes'])
    await toolbox.release(client(), 'data')
  })

  test('a volume that is gone is not made anew', async () => {
    const plan = { volumes: [{ name: 'gone', at: '/volume', write: false }] }
    await expect(toolbox.open(client(), plan)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await engine.docker('volume', 'ls', '-q')).not.toContain('gone')
  })

  test('a running container’s files are seen from inside, whatever its image has', async () => {
    const id = await engine.docker('run', '-d', BUSYBOX, 'sh', '-c', 'echo inside > /made; rm -f /bin/ls; sleep 1000')
    const plan = { insideOf: { container: id, write: true } }
    await toolbox.once(client(), plan, async (room) => {
      await vi.waitFor(async () =>
        expect((await room.read(['read', '/proc/1/root', '/made'])).toString()).toBe('inside\n'),
      )
      await room.read(['rename', '/proc/1/root', '/made', '/renamed'])
    })
    expect(await engine.docker('exec', id, 'cat', '/renamed')).toBe('inside')
    await engine.docker('rm', '-f', id)
  })

  test('nothing is left of a host that was killed', { timeout: 60_000 }, async () => {
    const script = `
      import { pino } from 'pino'
      import { createHost } from '${new URL('../../host/index.ts', import.meta.url)}'
      import { Toolbox } from '${new URL('../../host/toolbox/index.ts', import.meta.url)}'
      const host = await createHost({ stateFolder: '${engine.folder}/killed', engine: '${engine.address}', toolbox: '${toolboxFolder}', log: pino({ level: 'silent' }) })
      for await (const { engines, selected } of host.engines.watch()) {
        if (engines.find(({ id }) => id === selected)?.status.state === 'connected') {
          await new Toolbox('${toolboxFolder}', host.engines, pino({ level: 'silent' })).open(host.engines.client(selected), { volumes: [{ name: 'data', at: '/volume', write: true }] })
          console.log('open')
          break
        }
      }`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await new Promise((resolve) => child.stdout.once('data', resolve))
    expect(await ours()).not.toBe('')
    child.kill('SIGKILL')
    await vi.waitFor(async () => expect(await ours()).toBe(''), 20_000)
  })

  test.runIf(product === 'docker')('one that was made and never started is swept when the engine is met', async () => {
    const owner = JSON.stringify(['another machine', 1, 'x'])
    const make = (name: string, label: string) =>
      engine.docker(
        'create',
        '--name',
        name,
        '--label',
        'io.slipway.helper=toolbox',
        '--label',
        `io.slipway.owner=${label}`,
        BUSYBOX,
      )
    const living = await make('slipway-toolbox-aaaaaaaaaaaa', owner)
    const dead = await make('slipway-toolbox-bbbbbbbbbbbb', (await deadOwner()) ?? '')
    const foreign = await make('mine', (await deadOwner()) ?? '')
    const other = await openHost(engine.address)
    await engineState(other, 'connected')
    await vi.waitFor(async () => expect(await engine.docker('ps', '-aq', '--no-trunc')).not.toContain(dead), 10_000)
    expect((await engine.docker('ps', '-aq', '--no-trunc')).split('\n')).toEqual(
      expect.arrayContaining([living, foreign]),
    )
    await other.close()
    await engine.docker('rm', living, foreign)
  })

  /** As a host of this machine that has ended would have labelled it. */
  async function deadOwner(): Promise<string | undefined> {
    return await toolbox.once(client(), volume(false), async (room) => {
      const label = await engine.docker('inspect', '--format', '{{index .Config.Labels "io.slipway.owner"}}', room.id)
      const [machine, pid, , began] = z.tuple([z.string(), z.number(), z.string(), z.string()]).parse(JSON.parse(label))
      return JSON.stringify([machine, pid, 'an earlier run', began])
    })
  }
})
