import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdDecompress } from 'node:zlib'
import { type Checked, markOf, type PackedImage, type VmImage } from './image.ts'
import { unpackKernel } from './unpacked-kernel.ts'

const ROOT = 'root.squashfs'
const KERNEL = 'vmlinux'

/**
 * Has the image as a machine is started from it: unpacked here, once, so that the guest need not do so at each start.
 * @param into the folder of all unpacked images; each has its own in it, and those of other versions go
 * @param checked what was unpacked before, as it was then: it is unpacked anew when it is another now
 * @throws Error when something is not as the image's list says, or the file system's error
 */
export async function unpackImage(
  image: PackedImage,
  into: string,
  checked: Checked = {},
  signal?: AbortSignal,
): Promise<{ image: VmImage; checked: Checked }> {
  const folder = join(into, image.recipe.slice(0, 16))
  const ready: VmImage = {
    ...image,
    root: join(folder, ROOT),
    emulatedKernel: image.unpacked.some(({ name }) => name === KERNEL) ? join(folder, KERNEL) : image.kernel,
  }
  const there = await marksOf(image, folder)
  const known = Object.entries(there)
  if (known.length === image.unpacked.length && known.every(([path, mark]) => checked[path] === mark))
    return { image: ready, checked: there }
  const part = `${folder}.part-${process.pid}`
  try {
    await mkdir(part, { recursive: true })
    for (const one of image.unpacked) {
      const path = join(part, one.name)
      const sha256 = one.name === KERNEL ? await kernelTo(path, image) : await rootTo(path, image, signal)
      if (sha256 !== one.sha256) throw new Error(`${one.name} has another hash than it should have.`)
      signal?.throwIfAborted()
    }
    await rm(folder, { recursive: true, force: true })
    await rename(part, folder)
  } finally {
    await rm(part, { recursive: true, force: true })
  }
  await removeOthers(folder)
  return { image: ready, checked: await marksOf(image, folder) }
}

/** What is there of it, with the hash that it had when it was unpacked. */
async function marksOf({ unpacked }: PackedImage, folder: string): Promise<Checked> {
  const marks: Checked = {}
  for (const { name, bytes, sha256 } of unpacked) {
    const found = await stat(join(folder, name)).catch(() => undefined)
    if (found?.size === bytes) marks[join(folder, name)] = markOf(sha256, found)
  }
  return marks
}

async function kernelTo(path: string, { kernel }: PackedImage): Promise<string> {
  const content = unpackKernel(await readFile(kernel))
  await writeFile(path, content)
  return createHash('sha256').update(content).digest('hex')
}

async function rootTo(path: string, { packedRoot }: PackedImage, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  const counted = new Transform({
    transform(part: Buffer, _encoding, done) {
      hash.update(part)
      done(null, part)
    },
  })
  const parts = [createReadStream(packedRoot), createZstdDecompress(), counted, createWriteStream(path)] as const
  await pipeline(...parts, { ...(signal && { signal }) })
  return hash.digest('hex')
}

/** A machine that runs from one of them has it open, and keeps it until it ends; where that can't be, it goes another time. */
async function removeOthers(kept: string): Promise<void> {
  const into = dirname(kept)
  const others = (await readdir(into)).filter((name) => name !== basename(kept) && !isBeingMade(name))
  for (const name of others) await rm(join(into, name), { recursive: true, force: true }).catch(() => {})
}

function isBeingMade(name: string): boolean {
  const [, pid] = /\.part-(\d+)$/.exec(name) ?? []
  if (pid === undefined) return false
  try {
    return process.kill(Number(pid), 0)
  } catch {
    return false
  }
}
