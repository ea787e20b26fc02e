import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { engineId } from './engines.ts'
import { base } from './errors.ts'
import { streamId } from './flow.ts'
import { containerId } from './inventory.ts'
import { jobId } from './jobs.ts'
import { problemSchema } from './problem.ts'

/**
 *   checking ──▶ current | newer | gone | unknown
 */
export const imageUpdate = z.object({
  /** The image's id on the engine. */
  image: z.string(),
  /** One of its tags, as the engine has it. */
  reference: z.string(),
  /** `gone`: the registry has no such tag any more. `unknown`: it could not be asked. */
  state: z.enum(['checking', 'current', 'newer', 'gone', 'unknown']),
  /** What the tag is at the registry. */
  digest: z.string().optional(),
  /** When the registry was asked; milliseconds since 1970. */
  checked: z.number().optional(),
  problem: problemSchema.optional(),
})
export type ImageUpdate = z.infer<typeof imageUpdate>

/** A container that would be made anew of the newer image. */
export const updateStep = z.object({
  id: z.string(),
  name: z.string(),
  running: z.boolean(),
  /** The docker commands that do it. */
  command: z.string().optional(),
  /** What no flag can say of it, and so gets lost. */
  unsaid: z.array(z.string()),
  /** Why it can't be done. */
  problem: problemSchema.optional(),
})
export type UpdateStep = z.infer<typeof updateStep>

const reference = z.string().trim().min(1).max(512)
const one = z.object({ engine: engineId, reference })

export const updates = {
  /**
   * Every tag on the engine that came from a registry, and whether the registry has a newer image under it; again
   * whenever that changes. Registries are asked while somebody watches, each tag a few times a day, without pulling.
   */
  watch: base.input(z.object({ engine: engineId, stream: streamId })).output(eventIterator(z.array(imageUpdate))),
  /** Asks the registries anew; about one tag, or all. */
  check: base.input(z.object({ engine: engineId, reference: reference.optional() })),
  /** The containers that use an image, and what making them anew of the newer one comes to. */
  plan: base.input(one).output(z.object({ pull: z.string(), containers: z.array(updateStep) })),
  /**
   * Begins to pull the image, and to make these containers anew of it, one after another. Each old one is stopped and
   * kept as `NAME-before`; it is back as it was where the new one does not stay up.
   */
  apply: base
    .input(one.extend({ containers: z.array(containerId).max(1_000) }))
    .output(z.object({ job: jobId, command: z.string() })),
}
