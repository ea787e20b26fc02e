import type { JobPlan, JobReport, JobResult } from '../jobs/index.ts'
import type { Context } from '../transport/context.ts'
import type { Ground } from './ground.ts'

/** Begins a job on the volumes of an engine and records what came of it. @throws SlipwayError when it is not connected */
export function jobOn(
  { volumes, jobs, activity }: Pick<Context, 'volumes' | 'jobs' | 'activity'>,
  plan: JobPlan,
  work: (ground: Ground, report: JobReport, signal: AbortSignal) => Promise<JobResult>,
): { job: string; command: string } {
  const { engine, command } = plan
  const ground = volumes.ground(engine)
  const job =
    jobs.running(plan) ??
    jobs.start(plan, (report, signal) =>
      activity.record(engine, command, () => work(ground, report, signal), { signal }),
    )
  return { job, command }
}
