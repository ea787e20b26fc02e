import type { Job } from '../../contract/index.ts'
import { type OpenHost, readUntil } from './host.ts'

/** Every state of a job that was seen until it ended. */
export async function jobStates({ client }: OpenHost, job: string, ms = 60_000): Promise<Job[]> {
  const seen: Job[] = []
  await readUntil(
    client,
    (stream, options) => client.jobs.watch({ stream }, options),
    (jobs) => {
      const own = jobs.find(({ id }) => id === job)
      if (own) seen.push(own)
      return own !== undefined && own.outcome.state !== 'running'
    },
    ms,
  )
  return seen
}

/** How a job ended. */
export async function jobEnd(host: OpenHost, job: string, ms?: number): Promise<Job> {
  const last = (await jobStates(host, job, ms)).at(-1)
  if (!last) throw new Error('the job is not known')
  return last
}
