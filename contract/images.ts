import { z } from 'zod'
import { engineId } from './engines.ts'
import { base } from './errors.ts'
import { jobId } from './jobs.ts'

/** An image by its name as a person writes it. */
const reference = z.string().trim().min(1).max(512)
const transfer = z.object({
  engine: engineId,
  reference,
  platform: z.string().trim().min(1).max(64).optional(),
  allTags: z.boolean().optional(),
})

export const images = {
  /** Begins a pull; one of the same image that is under way is joined. `name` is the image's name with nothing left out. */
  pull: base.input(transfer).output(z.object({ job: jobId, command: z.string(), name: z.string() })),
  /** Begins a push; one of the same image that is under way is joined. */
  push: base.input(transfer).output(z.object({ job: jobId, command: z.string() })),
  /** Gives an image a further name. Another image that has the name loses it. */
  tag: base
    .input(z.object({ engine: engineId, source: reference, target: reference }))
    .output(z.object({ command: z.string() })),
}
