import type { Job } from '../../contract/index.ts'
import { client } from './connection.ts'
import { settings } from './settings.ts'
import { readStream } from './stream.ts'
import { toastDone, toastProblem } from './toasts.ts'

/** Says in a toast how a job ended, once it has; for one whose dialog was closed. */
export function tellWhenEnded({ id, title, command }: Pick<Job, 'id' | 'title' | 'command'>): void {
  const stop = readStream((stream, signal) => client.jobs.watch({ stream }, { signal }), {
    item: (jobs) => {
      const outcome = jobs.find((job) => job.id === id)?.outcome
      if (outcome?.state === 'running') return
      stop()
      if (outcome?.state === 'done') toastDone(`Done: ${title}`, settings.get().showCommands ? command : undefined)
      else if (outcome?.state === 'failed') toastProblem(outcome.problem, command)
    },
  })
}
