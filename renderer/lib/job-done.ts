import type { Job } from '../../contract/index.ts'
import { type Action, act } from './act.ts'
import { client } from './connection.ts'
import { ProblemError } from './problem.ts'
import { readStream } from './stream.ts'

/** What a job gave. */
export type JobResult = Extract<Job['outcome'], { state: 'done' }>['result']

type JobAction = Omit<Action<never>, 'run' | 'done' | 'undo'> & {
  start: (signal: AbortSignal) => Promise<{ job: string; command: string }>
  /** What was done, from what it gave. */
  done: (result: JobResult) => string
  /** How to take back what was done, where that can be. */
  undo?: (result: JobResult) => (() => void) | undefined
}

/**
 * Begins a job and says in a toast how it ends; the toast’s Cancel stops it. The job goes on without this page.
 * Gives whether it was begun; a toast says why not.
 */
export function actAsJob({ start, done, undo, ...words }: JobAction): Promise<boolean> {
  return new Promise((resolve) => {
    const told: { done: string; undo: (() => void) | undefined } = { done: '', undo: undefined }
    const action: Action<{ command: string }> = {
      ...words,
      get done() {
        return told.done
      },
      run: async (signal) => {
        const { job, command } = await start(signal)
        resolve(true)
        const result = await jobDone(job, signal)
        told.done = done(result)
        told.undo = undo?.(result)
        return { command }
      },
      undo: () => told.undo,
    }
    act(action).then(() => resolve(false))
  })
}

/** What a job gives when it is done; the signal stops the job. @throws ProblemError; an AbortError when it was stopped */
function jobDone(id: string, signal: AbortSignal): Promise<JobResult> {
  return new Promise((resolve, reject) => {
    const cancel = () => void client.jobs.cancel({ job: id }).catch(() => {})
    if (signal.aborted) cancel()
    signal.addEventListener('abort', cancel, { once: true })
    const stop = readStream((stream, reading) => client.jobs.watch({ stream }, { signal: reading }), {
      item: (jobs) => {
        const outcome = jobs.find((one) => one.id === id)?.outcome
        if (outcome?.state === 'running') return
        stop()
        signal.removeEventListener('abort', cancel)
        if (outcome?.state === 'done') resolve(outcome.result)
        else if (outcome?.state === 'failed') reject(new ProblemError(outcome.problem))
        else reject(new DOMException('It was cancelled.', 'AbortError'))
      },
      problem: (problem) => reject(new ProblemError(problem)),
    })
  })
}
