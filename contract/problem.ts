import { z } from 'zod'

/** What failed, why, and what a person can do next. `next` may hold commands, one a line, in backticks. */
export const problemSchema = z.object({
  what: z.string(),
  why: z.string(),
  next: z.string(),
  /** A key that a person may say is good: of which host, and its fingerprint as OpenSSH shows it. */
  hostKey: z.object({ host: z.string(), fingerprint: z.string() }).optional(),
})
export type Problem = z.infer<typeof problemSchema>
