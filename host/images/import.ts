import type { ImportOptions } from '../../contract/image-commands.ts'
import { parseReference } from '../../contract/image-reference.ts'
import type { EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'
import type { JobReport, JobResult } from '../jobs/index.ts'
import { checked } from './pull.ts'
import { tarProblem } from './tar/problem.ts'
import { sendTar, type TarFile } from './tar/send-tar.ts'

/**
 * What `POST /images/create` is asked for.
 * @throws InvalidReference
 */
export function importQuery(
  { reference, message, changes, platform }: ImportOptions,
  source: string,
): Record<string, string | string[]> {
  if (reference) parseReference(reference)
  const [first, second] = changes
  return {
    fromSrc: source,
    ...(reference && { repo: reference }),
    ...(message && { message }),
    ...(first !== undefined && { changes: second === undefined ? first : [...changes] }),
    ...(platform && { platform: platform.toLowerCase() }),
  }
}

/** Makes an image of the files in a tar file, or of what the engine gets from an address. @throws SlipwayError */
export async function importImage(
  client: EngineClient,
  source: TarFile | { url: string },
  options: ImportOptions,
  report: JobReport,
  signal: AbortSignal,
): Promise<JobResult> {
  const file = 'url' in source ? undefined : source
  const name = 'url' in source ? source.url : source.name
  const what = `“${name}” could not be imported.`
  const query = checked(what, () => importQuery(options, 'url' in source ? source.url : '-'))
  const request = { path: '/images/create', query, holds: 'files' as const }
  let id: string | undefined
  if (!file) report.doing('The engine gets it')
  try {
    for await (const { status, progressDetail } of sendTar(client, request, file, report, signal)) {
      if (/^sha256:[0-9a-f]{64}$/.test(status ?? '')) id = status ?? undefined
      const { current, total } = progressDetail ?? {}
      if (!file && typeof current === 'number') {
        report.step({
          id: 'tar file',
          state: 'Downloading',
          phase: 'transferring',
          done: current,
          ...(total && total > 0 && { total }),
        })
      }
    }
  } catch (error) {
    throw tarProblem(error, what, name)
  }
  if (id === undefined) {
    throw new SlipwayError('ENGINE_ERROR', {
      what,
      why: 'The engine ended without naming an image.',
      next: 'Try again. If it stays, look at the engine’s own log.',
    })
  }
  return { image: id, loaded: [options.reference ?? id] }
}
