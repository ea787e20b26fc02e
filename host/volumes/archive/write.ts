import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileProblem } from '../../host-files/index.ts'
import { writeAtomically } from '../../json-file.ts'
import { type Format, packer } from './codec.ts'
import { type Manifest, manifestPath, publicOptions, type VolumeFacts } from './manifest.ts'
import { Hashing, Meter } from './passing.ts'

export type ArchivePlan = {
  volume: VolumeFacts
  /** Absolute; nothing is there. */
  place: string
  /** Where it is written until it is whole. */
  aside: string
  format: Format
  /** Told the bytes that were read so far. */
  tell: (bytes: number) => void
  /** Options with a password stay as they are: the file is Slipway’s own. */
  secret?: boolean
  /** The schedule that it is made by. */
  schedule?: string | undefined
}

/** A tar stream as it comes; `ended` says what could not be read, or why it broke off. */
export type TarSource = { output: Readable; ended: Promise<{ warnings: readonly { code: string; path: string }[] }> }

/**
 * Writes a tar stream as an archive with its manifest: both are there whole, or the archive not at all.
 * @throws SlipwayError of the file system; what the source throws; the signal’s reason
 */
export async function writeArchive(source: TarSource, plan: ArchivePlan, signal: AbortSignal): Promise<Manifest> {
  const { volume, place, aside, format, tell, secret = false, schedule } = plan
  const meter = new Meter(tell)
  const hashing = new Hashing()
  const beside = manifestPath(place)
  try {
    const file = createWriteStream(aside, { flags: 'wx', mode: 0o600, flush: true })
    await pipeline([source.output, meter, packer(format), hashing, file], { signal })
    const { warnings } = await source.ended
    const manifest: Manifest = {
      format: 'slipway-volume-1',
      made: new Date().toISOString(),
      volume: secret ? volume : { ...volume, options: publicOptions(volume.options) },
      sha256: hashing.digest(),
      bytes: hashing.bytes,
      contents: meter.bytes,
      left: warnings.map(({ code, path }) => `${path}: ${code}`),
      ...(schedule !== undefined && { schedule }),
    }
    // The archive comes last: one that is there has its manifest.
    await writeAtomically(beside, `${JSON.stringify(manifest, null, 2)}\n`)
    await rename(aside, place)
    return manifest
  } catch (error) {
    signal.throwIfAborted()
    await Promise.all([rm(aside, { force: true }), rm(beside, { force: true })])
    // What broke the stream is said there, not by the pipe.
    await source.ended
    throw isOfFiles(error) ? fileProblem(error, place) : error
  } finally {
    source.output.destroy()
    await rm(aside, { force: true })
  }
}

const isOfFiles = (error: unknown) => error instanceof Error && 'syscall' in error && 'path' in error
