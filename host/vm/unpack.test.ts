import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zstdCompressSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PackedImage } from './image.ts'
import { unpackImage } from './unpack.ts'
import { unpackKernel } from './unpacked-kernel.ts'

const ROOT = Buffer.from('the root, '.repeat(1000))
const KERNEL = Buffer.from('the kernel proper')

let folder: string
let into: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-unpack-'))
  into = join(folder, 'unpacked')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** As the kernel's own build makes one: boot sectors, a loader, the packed kernel and its unpacked size. */
function bzImage(payload: Buffer): Buffer {
  const [sectors, loader] = [3, 100]
  const head = Buffer.alloc((sectors + 1) * 512 + loader)
  head[0x1f1] = sectors
  head.write('HdrS', 0x202, 'latin1')
  head.writeUInt32LE(loader, 0x248)
  head.writeUInt32LE(payload.length + 4, 0x24c)
  return Buffer.concat([head, payload, Buffer.from([KERNEL.length, 0, 0, 0]), Buffer.from('behind it')])
}

function image(recipe: string): PackedImage {
  const at = (name: string, content: Buffer) => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  const listed = (name: string, content: Buffer) => ({
    name,
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
  })
  return {
    architecture: 'amd64',
    recipe,
    commandLine: { always: '', emulated: '' },
    kernel: at('kernel', bzImage(zstdCompressSync(KERNEL))),
    initramfs: at('initramfs', Buffer.from('i')),
    packedRoot: at('root.squashfs.zst', zstdCompressSync(ROOT)),
    unpacked: [listed('root.squashfs', ROOT), listed('vmlinux', KERNEL)],
  }
}

test('it is unpacked once, and again when what is there was changed', async () => {
  const packed = image('r1')
  const first = await unpackImage(packed, into)
  expect(readFileSync(first.image.root)).toEqual(ROOT)
  expect(readFileSync(first.image.emulatedKernel)).toEqual(KERNEL)
  const made = statSync(first.image.root).ino
  const second = await unpackImage(packed, into, first.checked)
  expect(statSync(second.image.root).ino).toBe(made)
  writeFileSync(first.image.root, Buffer.alloc(ROOT.length))
  const third = await unpackImage(packed, into, second.checked)
  expect(readFileSync(third.image.root)).toEqual(ROOT)
})

test('another version takes the place of the one before; what a killed one began goes too', async () => {
  await unpackImage(image('r1'), into)
  const old = readdirSync(into)
  writeFileSync(join(into, 'r0.part-999999999'), 'half')
  await unpackImage(image('r2'), into)
  expect(readdirSync(into)).toHaveLength(1)
  expect(readdirSync(into)).not.toEqual(old)
})

test('what is not as the list says is not used, and leaves nothing behind', async () => {
  const packed = image('r1')
  writeFileSync(packed.packedRoot, zstdCompressSync(Buffer.from('another root')))
  await expect(unpackImage(packed, into)).rejects.toThrow('root.squashfs has another hash')
  expect(readdirSync(into)).toEqual([])
  writeFileSync(packed.packedRoot, 'no archive')
  await expect(unpackImage(packed, into)).rejects.toThrow()
  expect(existsSync(join(into, 'r1'))).toBe(false)
})

test('a kernel that is packed by another program is refused', () => {
  expect(() => unpackKernel(Buffer.alloc(4000))).toThrow('no bzImage')
  expect(() => unpackKernel(bzImage(Buffer.from('\u001f\u008b gzip', 'latin1')))).toThrow('zstd')
})
