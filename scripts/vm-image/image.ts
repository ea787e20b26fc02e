import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type BuildOptions, buildImage, type Image } from './build.ts'
import { recipeHash } from './recipe-hash.ts'

const file = z.object({ name: z.string(), bytes: z.number(), sha256: z.string() })
const imageFile = z.object({
  architecture: z.enum(['amd64', 'arm64']),
  kernelVersion: z.string(),
  recipe: z.string(),
  commandLine: z.object({ always: z.string(), emulated: z.string() }),
  files: z.array(file),
  unpacked: z.array(file),
  bytes: z.number(),
})

/**
 * The image in `options.out`: the one that is there when it was made from the same recipe and its files are whole, else
 * a newly built one.
 * @throws Error as `buildImage`
 */
export async function ensureImage(options: BuildOptions): Promise<{ image: Image; built: boolean }> {
  const there = await readImage(options.out)
  if (there?.recipe === (await recipeHash()) && (await isWhole(options.out, there)))
    return { image: there, built: false }
  return { image: await buildImage(options), built: true }
}

async function readImage(folder: string): Promise<Image | undefined> {
  try {
    return imageFile.parse(JSON.parse(await readFile(join(folder, 'image.json'), 'utf8')))
  } catch {
    // None, or one of an older build: it is made anew.
    return undefined
  }
}

async function isWhole(folder: string, image: Image): Promise<boolean> {
  for (const file of image.files) {
    const content = await readFile(join(folder, file.name)).catch(() => Buffer.alloc(0))
    if (createHash('sha256').update(content).digest('hex') !== file.sha256) return false
  }
  return true
}
