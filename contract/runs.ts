import { z } from 'zod'
import { reading } from './command.ts'
import { engineId } from './engines.ts'
import { base } from './errors.ts'
import { containerId } from './inventory.ts'
import { jobId } from './jobs.ts'
import { run } from './run.ts'

/** A container to create as a form has it: the values of each flag as words, in the flag's own spelling. */
export const runForm = z.object({
  verb: z.enum(['run', 'create']),
  image: z.string(),
  command: z.array(z.string()),
  /** By the flag's name; a flag that stands alone has `true` or `false`. */
  flags: z.record(z.string(), z.array(z.string())),
})
export type RunForm = z.infer<typeof runForm>

/** A flag of `docker run`, as a form offers it. */
export const runFlag = z.object({
  name: z.string(),
  short: z.string().optional(),
  about: z.string(),
  group: z.enum(['life', 'network', 'storage', 'process', 'limits', 'health', 'isolation']),
  /** `truth` is there or not; `values` can be given again and again. */
  kind: z.enum(['truth', 'value', 'values']),
  /** What a truth is when not given. */
  normally: z.boolean(),
  /** Why the engine can't do it. */
  lacking: z.string().optional(),
})
export type RunFlag = z.infer<typeof runFlag>

/** What is wrong with a form, at which flags (`image` and `command` among them), and at which of their values. */
export const formProblem = z.object({ flags: z.array(z.string()), at: z.number().int().optional(), what: z.string() })
export type FormProblem = z.infer<typeof formProblem>

export const runs = {
  /** Reads a pasted command line. Nothing is run, and nothing on the engine is looked up. */
  understand: base
    .input(z.object({ engine: engineId, text: z.string().max(250_000), answers: z.record(z.string(), z.string()) }))
    .output(reading),
  /** Every flag there is, in the order in which a command is written. */
  flags: base.input(z.object({ engine: engineId })).output(z.array(runFlag)),
  /** The images that were run or pulled on the engine from here, the latest first. */
  images: base.input(z.object({ engine: engineId })).output(z.array(z.string())),
  /** The form filled with a container to create. */
  fill: base.input(z.object({ run })).output(runForm),
  /** The form that makes a container like this one, and what no flag can say of it. */
  like: base
    .input(z.object({ engine: engineId, id: containerId }))
    .output(z.object({ form: runForm, unsaid: z.array(z.string()) })),
  /** What the form says, the command that does it, and what is wrong as far as can be told without the engine. */
  preview: base
    .input(z.object({ engine: engineId, form: runForm }))
    .output(z.object({ run: run.optional(), command: z.string().optional(), problems: z.array(formProblem) })),
  /** Begins to make the container: pulls its image if it must, creates it, and starts it unless it is only created. */
  start: base.input(z.object({ engine: engineId, run })).output(z.object({ job: jobId, command: z.string() })),
  /**
   * Begins to make a container in the place of another. The old one is stopped and kept as `NAME-before`; it is back as
   * it was where the new one can't be made or does not stay up.
   */
  recreate: base
    .input(z.object({ engine: engineId, id: containerId, run }))
    .output(z.object({ job: jobId, command: z.string() })),
}
