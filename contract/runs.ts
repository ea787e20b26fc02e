import { z } from 'zod'
import { reading } from './command.ts'
import { engineId } from './engines.ts'
import { base } from './errors.ts'
import { jobId } from './jobs.ts'
import { run } from './run.ts'

/** What does not go together in a container to create, by the flags it is about. */
export const clash = z.object({ flags: z.array(z.string()), what: z.string() })
export type Clash = z.infer<typeof clash>

export const runs = {
  /** Reads a pasted command line. Nothing is run, and nothing on the engine is looked up. */
  understand: base
    .input(z.object({ engine: engineId, text: z.string().max(250_000), answers: z.record(z.string(), z.string()) }))
    .output(reading),
  /** The command that makes this container, and what is wrong with it as far as can be told without the engine. */
  preview: base
    .input(z.object({ engine: engineId, run }))
    .output(z.object({ command: z.string(), clashes: z.array(clash) })),
  /** Begins to make the container: pulls its image if it must, creates it, and starts it unless it is only created. */
  start: base.input(z.object({ engine: engineId, run })).output(z.object({ job: jobId, command: z.string() })),
}
