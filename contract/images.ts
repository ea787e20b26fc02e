import { z } from 'zod'
import { engineId } from './engines.ts'
import { base } from './errors.ts'
import { jobId } from './jobs.ts'

export const images = {
  /** Begins a pull; one of the same image that is under way is joined. */
  pull: base
    .input(
      z.object({
        engine: engineId,
        reference: z.string().trim().min(1).max(512),
        platform: z.string().trim().min(1).max(64).optional(),
      }),
    )
    .output(z.object({ job: jobId, command: z.string() })),
}
