import type { EngineClient } from '../engine/index.ts'
import { asSlipwayError, SlipwayError } from '../errors.ts'
import type { JobReport, JobResult } from '../jobs/index.ts'

/** More failures than this are counted instead of named. */
const NAMED = 5

/** What comes before a volume is removed: restore points of it are made, and forgotten again where it stays. */
export type Keeping = {
  keep: (name: string) => Promise<readonly string[]>
  forget: (points: readonly string[]) => Promise<void>
}

/** Removes volumes one after the other; one that fails doesn't keep the others. @throws SlipwayError when one failed */
export async function removeAll(
  client: EngineClient,
  names: readonly string[],
  { keep, forget }: Keeping,
  report: JobReport,
  signal: AbortSignal,
): Promise<JobResult> {
  const failed: { name: string; error: SlipwayError }[] = []
  const restorePoints: string[] = []
  for (const name of names) {
    signal.throwIfAborted()
    report.doing(`Removing ${name}`)
    let points: readonly string[] = []
    try {
      points = await keep(name)
      await removeOne(client, name, signal)
      restorePoints.push(...points)
    } catch (error) {
      await forget(points)
      signal.throwIfAborted()
      failed.push({ name, error: asSlipwayError(error, 'The engine failed.') })
    }
  }
  if (failed.length > 0) throw whatFailed(failed, names.length)
  return restorePoints.length > 0 ? { restorePoints } : {}
}

/** Removes one volume. @throws SlipwayError CONFLICT while a container has it */
export async function removeOne(client: EngineClient, name: string, signal?: AbortSignal): Promise<void> {
  await client.text('DELETE', `/volumes/${encodeURIComponent(name)}`, { timeout: 0, ...(signal && { signal }) })
}

function whatFailed(failed: readonly { name: string; error: SlipwayError }[], of: number): SlipwayError {
  const [first] = failed
  if (first && of === 1) return first.error
  const lines = failed.slice(0, NAMED).map(({ name, error }) => `${name}: ${error.problem.why}`)
  if (failed.length > NAMED) lines.push(`and ${failed.length - NAMED} more`)
  return new SlipwayError(first?.error.code ?? 'ENGINE_ERROR', {
    what: `${failed.length} of ${of} volumes could not be removed.`,
    why: lines.join('\n'),
    next: first?.error.problem.next ?? 'Try again.',
  })
}
