import { z } from 'zod'
import { pair, variable } from './run.ts'

/** A secret that a build may read without its becoming part of the image: from a file, or from a variable of the host’s. */
export const buildSecret = z.object({
  id: z.string(),
  file: z.string().optional(),
  variable: z.string().optional(),
})
export type BuildSecret = z.infer<typeof buildSecret>

/** An image to build, as `docker build` is told. */
export const build = z.object({
  /** The folder whose files are sent, or the address that the engine gets them from. */
  context: z.string().max(4_096),
  /** The Dockerfile: absolute, or from the folder; behind an address, from its root. Absent for the one that lies in it. */
  file: z.string().max(4_096).optional(),
  tags: z.array(z.string()),
  target: z.string().optional(),
  args: z.array(variable),
  labels: z.array(pair),
  platforms: z.array(z.string()),
  noCache: z.boolean(),
  pull: z.boolean(),
  secrets: z.array(buildSecret),
  network: z.string().optional(),
  /** Further flags by their names, each with its values as the command has them; `true` for one that stands alone. */
  more: z.record(z.string(), z.array(z.string())),
  /** Which of the engine’s builders is asked for; absent for the one that docker would take. */
  builder: z.enum(['buildkit', 'classic']).optional(),
})
export type Build = z.infer<typeof build>
export type Builder = NonNullable<Build['builder']>
