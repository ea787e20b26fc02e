import { execFileSync } from 'node:child_process'
import { mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findExecutable } from '../../../test/support/executable.ts'
import { Disk } from './disk.ts'

const MIB = 1024 ** 2
const CLUSTER = 65_536
const tool = findExecutable('qemu-img')
const io = findExecutable('qemu-io')
if (tool === undefined || io === undefined)
  console.warn('SKIPPED: disks are not tested, since qemu-img is not installed.')

describe.skipIf(tool === undefined || io === undefined)('a qcow2 disk', () => {
  let folder: string
  let disk: Disk

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'slipway-disk-'))
    disk = new Disk(tool ?? '', join(folder, 'a, b.qcow2'))
    await disk.create(64 * MIB)
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const write = (pattern: number) =>
    execFileSync(io ?? '', ['-f', 'qcow2', '-c', `write -P ${pattern} 0 1M`, disk.path])
  const holds = (pattern: number) =>
    !execFileSync(io ?? '', ['-f', 'qcow2', '-c', `read -P ${pattern} 0 1M`, disk.path])
      .toString()
      .includes('failed')

  test('takes next to nothing until something is written, and grows', async () => {
    const before = await disk.info()
    expect(before).toMatchObject({ size: 64 * MIB, corrupt: false, snapshots: [] })
    expect(before.used).toBeLessThan(MIB)
    await disk.grow(128 * MIB)
    expect((await disk.info()).size).toBe(128 * MIB)
    await expect(disk.grow(MIB)).rejects.toThrow('hrinking')
  })

  test('goes back to what it was, its size too', async () => {
    write(1)
    await disk.keep('before')
    await disk.grow(128 * MIB)
    write(2)
    expect((await disk.info()).snapshots.map(({ name }) => name)).toEqual(['before'])
    expect(holds(2)).toBe(true)
    await disk.goBack('before')
    expect(holds(1)).toBe(true)
    expect((await disk.info()).size).toBe(64 * MIB)
    await disk.forget('before')
    expect((await disk.info()).snapshots).toEqual([])
  })

  test('a check gives back what a crash left, and calls damage damage', async () => {
    write(1)
    expect(await disk.check()).toBe('good')
    const bytes = readFileSync(disk.path)
    // A cluster that is counted and used by nothing, as a crash leaves it. The counts are in the table’s first block.
    const block = Number(bytes.readBigUInt64BE(Number(bytes.readBigUInt64BE(48))))
    const file = openSync(disk.path, 'r+')
    const clusters = Math.ceil(bytes.length / CLUSTER)
    writeSync(file, Buffer.alloc(CLUSTER), 0, CLUSTER, clusters * CLUSTER)
    writeSync(file, Buffer.from([0, 1]), 0, 2, block + 2 * clusters)
    expect(await disk.check()).toBe('mended')
    expect(await disk.check()).toBe('good')
    writeSync(file, Buffer.from([0, 0]), 0, 2, block)
    expect(await disk.check()).toBe('broken')
  })
})
