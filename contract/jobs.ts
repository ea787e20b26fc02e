import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { engineId } from './engines.ts'
import { base } from './errors.ts'
import { streamId } from './flow.ts'
import { problemSchema } from './problem.ts'

export const jobId = z.string().min(1)

/** One part of a job that goes on beside others, such as a layer. */
export const jobStep = z.object({
  id: z.string(),
  /** What it does now, in a few words. */
  state: z.string(),
  /** How far a layer is; `there` needs nothing to be done. */
  phase: z.enum(['waiting', 'transferring', 'transferred', 'unpacking', 'done', 'there']).optional(),
  /** Bytes, where they are known. */
  done: z.number().optional(),
  total: z.number().optional(),
  /** The total is an estimate. */
  about: z.boolean().optional(),
})
export type JobStep = z.infer<typeof jobStep>

/**
 *   running ──▶ done
 *      ├──────▶ failed
 *      └──────▶ cancelled
 */
export const jobOutcome = z.discriminatedUnion('state', [
  z.object({ state: z.literal('running') }),
  z.object({
    state: z.literal('done'),
    ended: z.number(),
    result: z.object({
      container: z.string().optional(),
      image: z.string().optional(),
      /** What was written: a path of the host’s computer, or the name of a download; and its size. */
      file: z.string().optional(),
      bytes: z.number().optional(),
      /** So many could not be written, such as devices. */
      left: z.number().int().optional(),
      /** What was waited for, in the order it was asked for. */
      exitCodes: z.array(z.object({ name: z.string(), code: z.number() })).optional(),
      /** What the registry knows the image by. */
      digest: z.string().optional(),
      /** The images that a file brought: their names, or ids of those without. */
      loaded: z.array(z.string()).optional(),
      /** There was nothing newer to get. */
      unchanged: z.boolean().optional(),
      /** Bytes that a clean-up gave back, and that were promised before. */
      freed: z.number().optional(),
      promised: z.number().optional(),
      /** What can be put back as it was: restore points that were made. */
      restorePoints: z.array(z.string()).optional(),
      /** What is to be known besides. */
      note: z.string().optional(),
    }),
  }),
  z.object({
    state: z.literal('failed'),
    ended: z.number(),
    problem: problemSchema,
    /** Which of the contract's errors it is. */
    code: z.string(),
  }),
  z.object({ state: z.literal('cancelled'), ended: z.number() }),
])
export type JobOutcome = z.infer<typeof jobOutcome>

export const job = z.object({
  id: jobId,
  engine: engineId,
  kind: z.enum([
    'pull',
    'push',
    'run',
    'update',
    'layers',
    'prune',
    'build',
    'export',
    'wait',
    'vm',
    'save',
    'load',
    'import',
    'remove',
    'backup',
    'restore',
    'copy',
    'empty',
  ]),
  title: z.string(),
  command: z.string(),
  /** Milliseconds since 1970, as all times here. */
  started: z.number(),
  /** What it does now. */
  doing: z.string(),
  steps: z.array(jobStep),
  outcome: jobOutcome,
})
export type Job = z.infer<typeof job>

export const jobs = {
  /** Every job, the running and the lately ended, whole again whenever one of them changes. */
  watch: base.input(z.object({ stream: streamId })).output(eventIterator(z.array(job))),
  cancel: base.input(z.object({ job: jobId })),
}
