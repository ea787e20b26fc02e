import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ensureImage } from '../../scripts/vm-image/image.ts'
import { type Architecture, RECIPE } from '../../scripts/vm-image/lock.ts'
import { accessEngine, type EngineAccess } from '../support/engine.ts'
import { BUSYBOX, makeImages } from '../support/image.ts'
import { rawRequest } from '../support/raw.ts'
import { TestVm, vmObstacle, type Word } from '../support/vm.ts'

// arm64 takes minutes where it is emulated on another architecture, so it's run on request: SLIPWAY_VM_ARCH=arm64.
const architecture: Architecture = process.env.SLIPWAY_VM_ARCH === 'arm64' ? 'arm64' : 'amd64'
const out = join(RECIPE, 'out', architecture)
const obstacle = vmObstacle(architecture)
if (obstacle !== undefined) console.warn(`SKIPPED: the bundled VM is not tested, since ${obstacle}.`)

const MAX_IMAGE_BYTES = 80_000_000
const seconds = (word: Word): string => `${(word.after / 1000).toFixed(1)} s`
const names = (name: string) => (word: Word) => word.event === 'stage' && word.name === name

describe.skipIf(obstacle !== undefined)(`the ${architecture} image`, () => {
  let vm: TestVm
  let scratch: string
  let engine: EngineAccess

  beforeAll(async () => {
    const cache = join(RECIPE, '..', '.cache', 'vm', 'packages')
    const { image } = await ensureImage({ architecture, out, cache, progress: () => {} })
    console.log(`${architecture} image: ${(image.bytes / 1e6).toFixed(1)} MB`)
    expect(image.bytes).toBeLessThanOrEqual(MAX_IMAGE_BYTES)
    scratch = await mkdtemp(join(tmpdir(), 'slipway-vm-test-'))
    vm = await TestVm.create(out, architecture)
  }, 900_000)

  afterAll(async () => {
    await vm?.remove()
    if (scratch !== undefined) await rm(scratch, { recursive: true, force: true })
  })

  async function boot(kind: string): Promise<void> {
    await vm.start()
    const ready = await vm.ready()
    const stages = []
    for (const name of ['kernel', 'root', 'network', 'data']) {
      stages.push(`${name} ${seconds(await vm.word(name, names(name), 1000))}`)
    }
    console.log(`${architecture} ${kind}: ${stages.join(', ')}, /_ping ${seconds(ready)}`)
    engine = accessEngine(await vm.openEngine(), scratch)
  }

  test('formats its disk at the first start, and says when dockerd answers', { timeout: 400_000 }, async () => {
    await boot('first start')
    expect(await vm.word('what it did', (word) => word.event === 'disk', 1000)).toMatchObject({ did: 'formatted' })
    const pong = await rawRequest(engine.address, 'GET', '/_ping')
    expect(pong.status).toBe(200)
  })

  test('runs a container, reachable at its published port', { timeout: 400_000 }, async () => {
    await makeImages(engine)
    const said = await engine.docker(
      'run',
      '--rm',
      '-v',
      'kept:/kept',
      BUSYBOX,
      'sh',
      '-c',
      'echo 1 > /kept/one; uname -s; id -u',
    )
    expect(said).toBe('Linux\n0')
    await engine.docker('run', '-d', '--name', 'web', '-p', '8080:80', BUSYBOX, 'httpd', '-f', '-h', '/etc')
    expect(await vm.shell('wget -qO- http://127.0.0.1:8080/hostname')).toMatch(/^[0-9a-f]{12}$/)
    expect(await vm.shell('wget -qO- http://10.0.2.15:8080/hostname')).toMatch(/^[0-9a-f]{12}$/)
  })

  test('answers the host’s commands', { timeout: 400_000 }, async () => {
    const time = Math.floor(Date.now() / 1000) + 1000
    expect(await vm.ask({ do: 'time', seconds: time, nanos: 0 })).toMatchObject({ ok: true })
    expect(Number(await vm.shell('date +%s'))).toBeGreaterThanOrEqual(time)
    expect(await vm.ask({ do: 'thaw', seconds: time - 1000, nanos: 0 })).toMatchObject({ ok: true })
    expect(Number(await vm.shell('date +%s'))).toBeLessThan(time)
    expect(await vm.ask({ do: 'drop-caches' })).toMatchObject({ ok: true })
    expect(await vm.ask({ do: 'trim' })).toMatchObject({ ok: true, bytes: expect.any(Number) })
    expect(await vm.ask({ do: 'explode' })).toMatchObject({ ok: false, why: expect.stringContaining('unknown') })
    const health = await vm.word('its health', (word) => word.event === 'health' && word.ready === true, 60_000)
    expect(health).toMatchObject({
      memory_total: expect.any(Number),
      disk_free: expect.any(Number),
      dockerd_restarts: 0,
    })
  })

  test('mounts a folder of the host at its own path, and lets go of it', { timeout: 400_000 }, async () => {
    await writeFile(join(vm.folder, 'note'), 'from the host\n')
    const mount = { do: 'mount', tag: 'share', type: '9p', path: vm.folder, readonly: true }
    expect(await vm.ask(mount)).toMatchObject({ ok: true })
    expect(await engine.docker('run', '--rm', '-v', `${vm.folder}:/share:ro`, BUSYBOX, 'cat', '/share/note')).toBe(
      'from the host',
    )
    expect(await vm.ask({ do: 'unmount', path: vm.folder })).toMatchObject({ ok: true })
    expect(await vm.shell(`ls ${vm.folder}`)).toBe('')
    expect(await vm.ask({ ...mount, path: '/usr/share' })).toMatchObject({ ok: false })
  })

  test('starts a service that died again, and says why it died', { timeout: 400_000 }, async () => {
    await vm.shell('kill -9 $(cat /var/run/docker.pid)')
    const ended = await vm.word(
      'that dockerd ended',
      (word) => word.name === 'dockerd' && word.state === 'ended',
      60_000,
    )
    expect(ended).toMatchObject({ signal: 9, again_ms: 250 })
    const later = (word: Word): boolean => word.event === 'ready' && word.at > ended.at
    await vm.word('that it is ready again', later, 250_000)
  })

  test('shuts down cleanly and, with a larger disk, has its data at the next start', { timeout: 400_000 }, async () => {
    expect(await vm.shutDown()).toBe(true)
    await vm.growDisk('5G')
    await boot('second start')
    expect(await vm.word('what it did', (word) => word.event === 'disk', 1000)).toMatchObject({ did: 'grown' })
    expect(await engine.docker('run', '--rm', '-v', 'kept:/kept', BUSYBOX, 'cat', '/kept/one')).toBe('1')
  })

  test('killed in the midst of things, checks its disk and has what was synced', { timeout: 400_000 }, async () => {
    await engine.docker('run', '--rm', '-v', 'kept:/kept', BUSYBOX, 'sh', '-c', 'echo 2 > /kept/two; sync')
    await vm.kill()
    await boot('start after a kill')
    expect(await vm.word('what it did', (word) => word.event === 'disk', 1000)).toMatchObject({ did: 'checked' })
    expect(await engine.docker('run', '--rm', '-v', 'kept:/kept', BUSYBOX, 'cat', '/kept/one', '/kept/two')).toBe(
      '1\n2',
    )
    expect(await vm.shutDown()).toBe(true)
  })
})

test('the guest’s protocol holds, under sanitizers', { timeout: 400_000 }, async ({ skip }) => {
  if (obstacle !== undefined) skip()
  const build = await mkdtemp(join(tmpdir(), 'slipway-guest-'))
  try {
    execFileSync('make', ['-C', 'native/guest', `OUT=${build}`, `${build}/protocol-test`], { stdio: 'pipe' })
    expect(execFileSync(`${build}/protocol-test`).toString()).toContain('as it should be')
  } finally {
    await rm(build, { recursive: true })
  }
})
