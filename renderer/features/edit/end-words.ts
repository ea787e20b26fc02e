import type { JobResult } from '../../lib/job-done.ts'

/** More names than this are counted. */
const NAMED = 8

/** How they ended: the exit code of one, or of each by its name. */
export function endWords(codes: NonNullable<JobResult['exitCodes']>): string {
  const [only, second] = codes
  if (!only) return 'Nothing was waited for'
  if (!second) return `${only.name} ended with exit code ${only.code}`
  const named = codes.slice(0, NAMED).map(({ name, code }) => `${name}: ${code}`)
  const more = codes.length - named.length
  return `All ended. ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
