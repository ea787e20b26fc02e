import { stat } from 'node:fs/promises'
import { fileProblem } from '../host-files/index.ts'
import type { JobReport, JobResult } from '../jobs/index.ts'
import { readManifest } from './archive/manifest.ts'
import { labelsOfCopy } from './facts.ts'
import { type Ground, telling } from './ground.ts'
import { makeFilled } from './make-filled.ts'

/** Unpacks an archive into a new volume. @throws SlipwayError INVALID when it is damaged: there is no new volume then */
export async function restore(
  ground: Ground,
  path: string,
  name: string,
  report: JobReport,
  signal: AbortSignal,
): Promise<JobResult> {
  const found = await stat(path).catch((error) => {
    throw fileProblem(error, path)
  })
  if (!found.isFile()) throw fileProblem(Object.assign(new Error('is no file'), { code: 'EISDIR' }), path)
  const manifest = await readManifest(path)
  const draft = { name, driver: 'local', options: {}, labels: labelsOfCopy(manifest?.volume.labels ?? {}) }
  report.doing(`Unpacking into ${name}`)
  const file = { path, sha256: manifest?.sha256, bytes: found.size }
  await makeFilled(
    ground,
    draft,
    () => ground.contents.unpack(name, file, telling(report, 'Unpacking', name), signal),
    signal,
  )
  return { ...(!manifest && { note: 'It had no manifest, so it was not compared with a checksum' }) }
}
