import { createHash } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { SlipwayError } from '../../errors.ts'
import { fileProblem } from '../../host-files/index.ts'
import { writeAtomically } from '../../json-file.ts'
import { inPieces, through, writeAll } from '../../pieces.ts'
import { type Format, packer } from './codec.ts'
import { type Manifest, manifestPath, publicOptions, type VolumeFacts } from './manifest.ts'

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
  const beside = manifestPath(place)
  const ofFiles = (error: unknown) => {
    throw fileProblem(error, place)
  }
  const file = await open(aside, 'wx', 0o600).catch(ofFiles)
  try {
    const hash = createHash('sha256')
    let [bytes, contents] = [0, 0]
    const read = async function* () {
      for await (const piece of inPieces(source.output)) {
        contents += piece.length
        tell(contents)
        yield piece
      }
    }
    for await (const piece of through(read(), packer(format))) {
      signal.throwIfAborted()
      hash.update(piece)
      bytes += piece.length
      await writeAll(file, piece).catch(ofFiles)
    }
    await file.sync().catch(ofFiles)
    const { warnings } = await source.ended
    const manifest: Manifest = {
      format: 'slipway-volume-1',
      made: new Date().toISOString(),
      volume: secret ? volume : { ...volume, options: publicOptions(volume.options) },
      sha256: hash.digest('hex'),
      bytes,
      contents,
      left: warnings.map(({ code, path }) => `${path}: ${code}`),
      ...(schedule !== undefined && { schedule }),
    }
    // The archive comes last: one that is there has its manifest.
    await writeAtomically(beside, `${JSON.stringify(manifest, null, 2)}\n`).catch(ofFiles)
    await rename(aside, place).catch(ofFiles)
    return manifest
  } catch (error) {
    await rm(beside, { force: true })
    signal.throwIfAborted()
    // What broke the stream is said there, not by what reads it.
    if (!(error instanceof SlipwayError)) await source.ended
    throw error
  } finally {
    source.output.destroy()
    await file.close()
    await rm(aside, { force: true })
  }
}
