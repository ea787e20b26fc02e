import type { Job } from '../../contract/index.ts'
import { client } from './connection.ts'
import { asProblem } from './problem.ts'
import { useLatest } from './stream.ts'
import { toastProblem } from './toasts.ts'

/** The jobs that run and that ended lately. */
export function useJobs(): readonly Job[] {
  const { value } = useLatest('jobs', (stream, signal) => client.jobs.watch({ stream }, { signal }))
  return value ?? []
}

/** Stops a job; a toast says when that can’t be done. */
export function cancelJob({ id, title }: Pick<Job, 'id' | 'title'>): void {
  client.jobs.cancel({ job: id }).catch((error) => toastProblem(asProblem(error, `“${title}” could not be cancelled.`)))
}
