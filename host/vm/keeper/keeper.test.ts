import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zstdCompressSync } from 'node:zlib'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findExecutable } from '../../../test/support/executable.ts'
import { VmError } from '../failure.ts'
import { type VmFolder, vmFolder } from '../folder.ts'
import { ownArchitecture } from '../places.ts'
import { Disk } from '../qemu/disk.ts'
import { Keeper } from './keeper.ts'

const GIB = 1024 ** 3
const needed = [ownArchitecture === 'amd64' ? 'qemu-system-x86_64' : 'qemu-system-aarch64', 'qemu-img']
const missing = needed.filter((name) => findExecutable(name) === undefined)
if (missing.length > 0)
  console.warn(`SKIPPED: the keeper of a VM is not tested, since ${missing.join()} is not installed.`)

let state: string
let folder: VmFolder
let keeper: Keeper
const path = process.env.PATH

beforeEach(async () => {
  state = mkdtempSync(join(tmpdir(), 'slipway-keeper-'))
  folder = vmFolder(state, 'default')
  putImage(join(state, 'images', ownArchitecture))
  keeper = await open()
})
afterEach(async () => {
  process.env.PATH = path
  await keeper.close()
  rmSync(state, { recursive: true })
})

const open = () =>
  Keeper.open({
    folder,
    stateFolder: state,
    places: { images: join(state, 'images'), builder: undefined, keeper: ['none'] },
    attach: [],
    log: pino({ level: 'silent' }),
  })

/** An image that is whole by its hashes, of which no kernel boots: QEMU ends at once. */
function putImage(images: string): void {
  mkdirSync(images, { recursive: true })
  const listed = (name: string, content: Buffer) => ({
    name,
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
  })
  const root = Buffer.from('the root')
  const contents = {
    kernel: Buffer.from('kernel'),
    initramfs: Buffer.from('initramfs'),
    'root.squashfs.zst': zstdCompressSync(root),
  }
  const files = Object.entries(contents).map(([name, content]) => {
    writeFileSync(join(images, name), content)
    return listed(name, content)
  })
  writeFileSync(
    join(images, 'image.json'),
    JSON.stringify({
      architecture: ownArchitecture,
      recipe: 'r',
      commandLine: { always: 'quiet', emulated: '' },
      files,
      unpacked: [listed('root.squashfs', root)],
    }),
  )
}

/** Why a start fails. */
async function culprit(): Promise<VmError['failure']> {
  const error = await keeper.start({ stay: true }).catch((reason: unknown) => reason)
  if (!(error instanceof VmError)) throw error
  expect(keeper.state).toEqual({ state: 'crashed', failure: error.failure })
  return error.failure
}

describe.skipIf(missing.length > 0)('a keeper', () => {
  test('makes keys and disk at the first start, for their owner alone, and keeps them when it fails', async () => {
    expect(keeper.state).toEqual({ state: 'absent' })
    expect(await culprit()).toMatchObject({ code: 'hypervisor', problem: { why: /kernel/ } })
    const files = ['client_key', 'authorized_keys', 'host_key', 'host_key.pub', 'known_hosts', 'data.qcow2']
    for (const file of files) expect(statSync(join(folder.path, file)).mode & 0o777, file).toBe(0o600)
    const first = statSync(folder.data).ino
    await culprit()
    expect(statSync(folder.data).ino).toBe(first)
    expect(keeper.status().size.disk).toBe(64 * GIB)
  })

  test('names what is missing or damaged, with what mends it, and says it at the next start too', async () => {
    writeFileSync(join(state, 'images', ownArchitecture, 'kernel'), 'damaged')
    expect(await culprit()).toMatchObject({ code: 'image-broken' })
    putImage(join(state, 'images', ownArchitecture))
    process.env.PATH = state
    expect(await culprit()).toMatchObject({ code: 'no-hypervisor' })
    process.env.PATH = path
    await culprit()
    rmSync(folder.data)
    expect(await culprit()).toMatchObject({ code: 'data-missing', mends: [{ kind: 'new-disk' }] })
    writeFileSync(folder.data, 'no qcow2 at all')
    expect(await culprit()).toMatchObject({ code: 'data-broken', mends: [{ kind: 'set-disk-aside' }] })
    await keeper.disk.setAside()
    expect(keeper.state).toEqual({ state: 'stopped', saved: false })
    expect(existsSync(folder.data)).toBe(false)
    expect(keeper.status().restorePoints).toMatchObject([{ why: 'aside' }])
    expect(await culprit()).toMatchObject({ code: 'hypervisor' })
  })

  test('a reset moves the disk away, and it can be had back', async () => {
    await culprit()
    const disk = new Disk('qemu-img', folder.data)
    await disk.grow(65 * GIB)
    await keeper.disk.reset()
    expect(existsSync(folder.data)).toBe(false)
    const [point] = keeper.status().restorePoints
    expect(point).toMatchObject({ why: 'reset', bytes: expect.any(Number) })
    await keeper.disk.restore(point?.id ?? '')
    expect((await disk.info()).size).toBe(65 * GIB)
    expect(keeper.status()).toMatchObject({ restorePoints: [], size: { disk: 65 * GIB } })
  })

  test('a restore point within the disk is gone back to, and what was there becomes one itself', async () => {
    await culprit()
    const id = await keeper.disk.keep()
    await keeper.change({ disk: 70 * GIB })
    await culprit()
    expect((await new Disk('qemu-img', folder.data).info()).size).toBe(70 * GIB)
    expect(keeper.status().restorePoints.map(({ why }) => why)).toEqual(['resize', 'asked'])
    await keeper.disk.restore(id)
    expect(keeper.status().size.disk).toBe(64 * GIB)
    expect(keeper.status().restorePoints.map(({ why }) => why)).toEqual(['restore', 'resize', 'asked'])
    await keeper.disk.forget(id)
    await expect(keeper.disk.forget(id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(keeper.disk.restore('../../elsewhere')).rejects.toThrow()
    expect(keeper.status().restorePoints.map(({ why }) => why)).toEqual(['restore', 'resize'])
  })

  test('another image than last time makes a restore point first', async () => {
    await culprit()
    await keeper.close()
    writeFileSync(join(folder.path, 'facts.json'), JSON.stringify({ diskMade: 1, recipe: 'an older one' }))
    keeper = await open()
    await culprit()
    expect(keeper.status().restorePoints).toMatchObject([{ why: 'update' }])
    expect(keeper.status().notes.at(-1)?.text).toContain('another version')
  })

  test('refuses what can’t be, and says why', async () => {
    await expect(keeper.pause()).rejects.toMatchObject({ code: 'CONFLICT', problem: { why: 'It is not made yet.' } })
    await expect(keeper.resume()).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(keeper.save()).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(keeper.trim()).rejects.toMatchObject({ code: 'CONFLICT' })
    await keeper.change({ disk: 2 * GIB })
    await culprit()
    await expect(keeper.change({ disk: GIB })).rejects.toMatchObject({ code: 'INVALID' })
    await keeper.stop()
    expect(keeper.state).toEqual({ state: 'stopped', saved: false })
  })

  test('what the last one wrote down is known to the next', async () => {
    await keeper.change({ cpus: 3 })
    await culprit()
    await keeper.close()
    keeper = await open()
    expect(keeper.status()).toMatchObject({ size: { cpus: 3 }, stays: true })
    expect(readdirSync(folder.path)).not.toContain('machine.json.new')
  })
})
