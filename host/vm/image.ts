import { createHash } from 'node:crypto'
import { createReadStream, type Stats } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { VmMend } from '../../contract/index.ts'
import type { Architecture } from './driver.ts'
import { VmError } from './failure.ts'

/** The VM’s read-only image as it is brought: whole, and as its recipe made it. */
export type PackedImage = {
  architecture: Architecture
  /** The hash of the recipe it was made from: an image of another one is another version. */
  recipe: string
  kernel: string
  initramfs: string
  /** What the kernel is told: always, and where the processor is emulated too. */
  commandLine: { always: string; emulated: string }
  packedRoot: string
  /** What it becomes on this computer, by the hashes that its recipe's build wrote down. */
  unpacked: ListedFile[]
}

/** An image that a machine can be started from. */
export type VmImage = PackedImage & {
  /** The system: a squashfs, or a tar for WSL. */
  root: string
  /** The kernel for an emulated processor, where that is another file. */
  emulatedKernel: string
}

const FILES = ['kernel', 'initramfs', 'root.squashfs.zst'] as const

const listedFile = z.object({ name: z.string(), bytes: z.number(), sha256: z.string() })
type ListedFile = z.infer<typeof listedFile>

const listSchema = z.object({
  architecture: z.enum(['amd64', 'arm64']),
  recipe: z.string().min(1),
  commandLine: z.object({ always: z.string(), emulated: z.string() }),
  files: z.array(listedFile),
  unpacked: z.array(listedFile),
})

const BUILD: VmMend = { kind: 'build-image', label: 'Build the image', command: 'npm run vm:image' }

/** Files whose hash was right, as they were then: to read 80 MB at each start would take longer than to look at their times. */
export type Checked = Record<string, string>

/**
 * Reads what the image is made of and checks every file by its hash, unless `checked` has it as it is now.
 * @param mayBuild whether this is a checkout, where the image can be built
 * @returns the image, and what was checked
 * @throws VmError image-missing or image-broken, with what mends it
 */
export async function readImage(
  folder: string,
  mayBuild: boolean,
  checked: Checked = {},
): Promise<{ image: PackedImage; checked: Checked }> {
  const missing = () => failure('image-missing', `${folder} has no image.json.`, mayBuild)
  const broken = (why: string) => brokenImage(folder, why, mayBuild)
  const text = await readFile(join(folder, 'image.json'), 'utf8').catch(() => undefined)
  if (text === undefined) throw missing()
  const list = listSchema.safeParse(json(text))
  if (!list.success) throw broken('Its list, image.json, can’t be read.')
  const found: Checked = {}
  for (const name of FILES) {
    const path = join(folder, name)
    const wanted = list.data.files.find((file) => file.name === name)
    if (wanted === undefined) throw broken(`Its list does not have ${name}.`)
    const there = await stat(path).catch(() => undefined)
    if (there === undefined) throw broken(`${name} is missing.`)
    if (there.size !== wanted.bytes) throw broken(`${name} has ${there.size} bytes instead of ${wanted.bytes}.`)
    const mark = markOf(wanted.sha256, there)
    if (checked[path] !== mark && (await hashOf(path)) !== wanted.sha256) {
      throw broken(`${name} has another hash than it should have.`)
    }
    found[path] = mark
  }
  const { architecture, recipe, commandLine, unpacked } = list.data
  const at = (name: (typeof FILES)[number]) => join(folder, name)
  const files = { kernel: at('kernel'), initramfs: at('initramfs'), packedRoot: at('root.squashfs.zst') }
  const image = { architecture, recipe, commandLine, unpacked, ...files }
  return { image, checked: found }
}

/** A file whose hash is known, as it is now. */
export const markOf = (sha256: string, { size, mtimeMs, ino }: Stats) => `${sha256} ${size} ${mtimeMs} ${ino}`

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const part of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(part)
  return hash.digest('hex')
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** An image that can’t be used. */
export const brokenImage = (folder: string, why: string, mayBuild: boolean): VmError =>
  failure('image-broken', `${why} It is in ${folder}.`, mayBuild)

function failure(code: 'image-missing' | 'image-broken', why: string, mayBuild: boolean): VmError {
  const what = `The virtual machine’s image is ${code === 'image-missing' ? 'not there' : 'damaged'}.`
  if (mayBuild) return new VmError(code, { what, why, next: `Build it: \`${BUILD.command}\`` }, [BUILD])
  return new VmError(code, { what, why, next: 'Install Slipway anew; your containers and volumes stay.' })
}
