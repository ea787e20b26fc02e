import { z } from 'zod'

/** What failed, why, and what a person can do next. `next` may hold commands, one a line, in backticks. */
export const problemSchema = z.object({
  what: z.string(),
  why: z.string(),
  next: z.string(),
})
export type Problem = z.infer<typeof problemSchema>
