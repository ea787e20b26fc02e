import { commandLine } from '../../contract/shell.ts'
import type { EngineClient } from '../engine/index.ts'
import { asSlipwayError, SlipwayError } from '../errors.ts'
import { pull } from '../images/index.ts'
import type { JobReport, JobResult } from '../jobs/index.ts'
import type { AuthFor } from '../registries/index.ts'
import { succeed, successorOf } from '../run/index.ts'

/** The docker commands that pull an image and make containers anew of it. */
export function updateCommand(reference: string, steps: readonly { command?: string | undefined }[]): string {
  const pulled = commandLine(['docker', 'pull', reference])
  return [pulled, ...steps.flatMap(({ command }) => command ?? [])].join(' && ')
}

/**
 * Pulls an image and makes containers anew of it, one after another; one that fails is back as it was and does not hold
 * up the others.
 * @throws SlipwayError that names those which failed
 */
export async function applyUpdate(
  client: EngineClient,
  reference: string,
  containers: readonly string[],
  authFor: AuthFor,
  report: JobReport,
  signal: AbortSignal,
): Promise<JobResult> {
  const result = await pull(client, { reference }, authFor, report, signal)
  const failed: string[] = []
  for (const id of containers) {
    signal.throwIfAborted()
    let name = id.slice(0, 12)
    try {
      const successor = await successorOf(client, id)
      name = successor.name
      report.doing(`Recreating ${name}`)
      await succeed(client, id, successor, authFor, report, signal)
    } catch (error) {
      if (signal.aborted) throw error
      const { problem } = asSlipwayError(error, `${name} could not be made anew.`)
      failed.push(`${name}: ${problem.what} ${problem.why}`)
    }
  }
  if (failed.length === 0) return result
  throw new SlipwayError('CONFLICT', {
    what: `${failed.length} of ${containers.length} containers could not be made anew; they are as they were.`,
    why: failed.join('\n'),
    next: 'The newer image is on the engine. Recreate them from their pages, where their flags can be changed.',
  })
}
