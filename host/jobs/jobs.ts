import { randomUUID } from 'node:crypto'
import type { Job, JobOutcome, JobStep } from '../../contract/index.ts'
import { Change } from '../change.ts'
import { asSlipwayError, SlipwayError } from '../errors.ts'

/** So many ended jobs are kept; the Activity page remembers more. */
const KEPT = 50
/** Progress comes in hundreds of lines a second; people read a few. */
const TELL_MS = 100

export type JobPlan = Pick<Job, 'engine' | 'kind' | 'title' | 'command'> & {
  /** What another plan with the same is the same as; the command unless told. */
  same?: string
}
export type JobResult = Extract<JobOutcome, { state: 'done' }>['result']

/** How the work of a job tells where it is. */
export type JobReport = {
  doing(text: string): void
  step(step: JobStep): void
}

type Running = { job: Job; same: string; steps: Map<string, JobStep>; stop: AbortController; ended: Promise<Job> }

/** Work that outlives the window which began it. */
export class Jobs {
  readonly #jobs = new Map<string, Running>()
  readonly #change = new Change()
  #telling: ReturnType<typeof setTimeout> | undefined

  /** Begins a job and gives its id at once. */
  start({ same, ...plan }: JobPlan, work: (report: JobReport, signal: AbortSignal) => Promise<JobResult>): string {
    const id = randomUUID()
    const stop = new AbortController()
    const job: Job = { ...plan, id, started: Date.now(), doing: '', steps: [], outcome: { state: 'running' } }
    const running: Running = { job, same: same ?? plan.command, steps: new Map(), stop, ended: Promise.resolve(job) }
    const report: JobReport = {
      doing: (text) => {
        running.job = { ...running.job, doing: text }
        this.#tell()
      },
      step: (step) => {
        running.steps.set(step.id, step)
        this.#tell()
      },
    }
    running.ended = this.#run(running, work(report, stop.signal))
    this.#jobs.set(id, running)
    this.#forget()
    this.#change.bump()
    return id
  }

  /** The running job of the same plan, if there is one. */
  running({ engine, command, same = command }: JobPlan): string | undefined {
    const found = [...this.#jobs.values()].find(
      ({ job, ...running }) => job.outcome.state === 'running' && job.engine === engine && running.same === same,
    )
    return found?.job.id
  }

  /** Resolves with the job when it ended. @throws SlipwayError NOT_FOUND */
  async ended(id: string): Promise<Job> {
    return await this.#find(id).ended
  }

  /** Stops a job; one that ended already stays as it ended. @throws SlipwayError NOT_FOUND */
  cancel(id: string): void {
    this.#find(id).stop.abort(new Error('cancelled'))
  }

  /** All jobs, now and after every change. */
  watch(signal?: AbortSignal): AsyncGenerator<Job[]> {
    return this.#change.each(() => this.#list(), signal)
  }

  /** Stops all that run and waits for their end. */
  async close(): Promise<void> {
    for (const { stop } of this.#jobs.values()) stop.abort(new Error('closed'))
    await Promise.all([...this.#jobs.values()].map(({ ended }) => ended))
    clearTimeout(this.#telling)
  }

  async #run(running: Running, work: Promise<JobResult>): Promise<Job> {
    const outcome = await work.then(
      (result): JobOutcome => ({ state: 'done', ended: Date.now(), result }),
      (error): JobOutcome => {
        if (running.stop.signal.aborted) return { state: 'cancelled', ended: Date.now() }
        const { problem, code } = asSlipwayError(error, 'It did not work.')
        return { state: 'failed', ended: Date.now(), problem, code }
      },
    )
    running.job = { ...running.job, outcome }
    this.#change.bump()
    return running.job
  }

  #list(): Job[] {
    return [...this.#jobs.values()].map(({ job, steps }) => ({ ...job, steps: [...steps.values()] }))
  }

  #tell(): void {
    this.#telling ??= setTimeout(() => {
      this.#telling = undefined
      this.#change.bump()
    }, TELL_MS)
  }

  #forget(): void {
    const ended = [...this.#jobs].filter(([, { job }]) => job.outcome.state !== 'running')
    for (const [id] of ended.slice(0, Math.max(0, ended.length - KEPT))) this.#jobs.delete(id)
  }

  #find(id: string): Running {
    const running = this.#jobs.get(id)
    if (running) return running
    throw new SlipwayError('NOT_FOUND', {
      what: 'This job is not known any more.',
      why: 'It ended long ago, or Slipway was started anew.',
      next: 'Look at the Activity page for what was done.',
    })
  }
}
