import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { VmMend } from '../../contract/index.ts'
import type { Architecture } from './driver.ts'
import { VmError } from './failure.ts'

/** The VM’s read-only image: whole, and as its recipe made it. */
export type VmImage = {
  architecture: Architecture
  /** The hash of the recipe it was made from: an image of another one is another version. */
  recipe: string
  kernel: string
  initramfs: string
  /** What the kernel is told: always, and where the processor is emulated too. */
  commandLine: { always: string; emulated: string }
  root: string
}

const FILES = ['kernel', 'initramfs', 'root.squashfs'] as const

const listSchema = z.object({
  architecture: z.enum(['amd64', 'arm64']),
  recipe: z.string().min(1),
  commandLine: z.object({ always: z.string(), emulated: z.string() }),
  files: z.array(z.object({ name: z.string(), bytes: z.number(), sha256: z.string() })),
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
): Promise<{ image: VmImage; checked: Checked }> {
  const missing = () => failure('image-missing', `${folder} has no image.json.`, mayBuild)
  const broken = (why: string) => failure('image-broken', `${why} It is in ${folder}.`, mayBuild)
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
    const mark = `${wanted.sha256} ${there.size} ${there.mtimeMs} ${there.ino}`
    if (checked[path] !== mark && (await hashOf(path)) !== wanted.sha256) {
      throw broken(`${name} has another hash than it should have.`)
    }
    found[path] = mark
  }
  const { architecture, recipe, commandLine } = list.data
  const at = (name: (typeof FILES)[number]) => join(folder, name)
  const files = { kernel: at('kernel'), initramfs: at('initramfs'), root: at('root.squashfs') }
  const image = { architecture, recipe, commandLine, ...files }
  return { image, checked: found }
}

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

function failure(code: 'image-missing' | 'image-broken', why: string, mayBuild: boolean): VmError {
  const what = `The virtual machine’s image is ${code === 'image-missing' ? 'not there' : 'damaged'}.`
  if (mayBuild) return new VmError(code, { what, why, next: `Build it: \`${BUILD.command}\`` }, [BUILD])
  return new VmError(code, { what, why, next: 'Install Slipway anew; your containers and volumes stay.' })
}
