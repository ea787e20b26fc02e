import type { JobReport, JobResult } from '../jobs/index.ts'
import { factsOf, labelsOfCopy } from './facts.ts'
import type { Ground } from './ground.ts'
import { makeFilled } from './make-filled.ts'
import { type WhileInUse, whilePaused } from './users.ts'

type ClonePlan = { from: string; to: string; whileInUse: WhileInUse; sameLabels?: boolean }

/** Copies a volume into a new one of the engine's own disk. @throws SlipwayError */
export async function cloneVolume(
  ground: Ground,
  { from, to, whileInUse, sameLabels = false }: ClonePlan,
  report: JobReport,
  signal: AbortSignal,
): Promise<JobResult> {
  const { labels } = await factsOf(ground.client, from, signal)
  // With the same options it might be the same folder of another machine.
  const draft = { name: to, driver: 'local', options: {}, labels: sameLabels ? labels : labelsOfCopy(labels) }
  report.doing(`Copying ${from}`)
  await whilePaused(ground, [from], whileInUse, () =>
    makeFilled(ground, draft, () => ground.contents.copy(from, to, signal), signal),
  )
  return {}
}
