import { readFile, stat } from 'node:fs/promises'
import { z } from 'zod'

const words = z.record(z.string(), z.string())

/** What a volume is, so that it can be made again. */
export const volumeFacts = z.object({ name: z.string().min(1), driver: z.string(), options: words, labels: words })
export type VolumeFacts = z.infer<typeof volumeFacts>

/** What stands beside an archive, as `NAME.tar.zst.json`. */
const manifest = z.object({
  format: z.literal('slipway-volume-1'),
  /** ISO 8601. */
  made: z.string(),
  volume: volumeFacts,
  /** Of the archive as it lies there: what `sha256sum` prints. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Of the archive, and of the files in it. */
  bytes: z.number(),
  contents: z.number(),
  /** What could not be read, and is not in it. */
  left: z.array(z.string()),
  /** The schedule that made it. */
  schedule: z.string().optional(),
})
export type Manifest = z.infer<typeof manifest>

/** It names some files that could not be read, and no more. Bytes. */
const LARGEST = 8 * 1024 * 1024

export const manifestPath = (archive: string): string => `${archive}.json`

/** The manifest beside an archive; undefined where there is none, or none that can be read. */
export async function readManifest(archive: string): Promise<Manifest | undefined> {
  try {
    if ((await stat(manifestPath(archive))).size > LARGEST) return undefined
    const parsed = manifest.safeParse(JSON.parse(await readFile(manifestPath(archive), 'utf8')))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

/** Options without a password that a mount may have been told. */
export const publicOptions = (options: VolumeFacts['options']): VolumeFacts['options'] =>
  Object.fromEntries(
    Object.entries(options).map(([key, value]) => [key, value.replace(/(^|,)pass(?:word)?=[^,]*/g, '')]),
  )
