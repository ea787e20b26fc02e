import { ORPCError, ValidationError } from '@orpc/server'
import { SlipwayError } from '../errors.ts'

/** The contract's error for a failure of the host; anything else stays the bug it is. */
export function declared(error: unknown): unknown {
  const ours = error instanceof ORPCError && error.cause instanceof ValidationError ? badInput(error.cause) : error
  if (!(ours instanceof SlipwayError)) return error
  return new ORPCError(ours.code, { message: ours.message, data: ours.problem, cause: ours })
}

/** Words that don't fit the contract are the caller's to correct. */
function badInput({ issues }: ValidationError): SlipwayError {
  const [issue] = issues
  const place = issue?.path?.map((part) => String(typeof part === 'object' ? part.key : part)).join('.') ?? ''
  return new SlipwayError('INVALID', {
    what: 'What was asked for does not fit.',
    why: `${place ? `“${place}”: ` : ''}${issue?.message ?? 'It has another shape.'}`,
    next: 'Correct it, then try again.',
  })
}
