import { ORPCError } from '@orpc/server'
import { SlipwayError } from '../errors.ts'

/** The contract's error for a failure of the host; anything else stays the bug it is. */
export function declared(error: unknown): unknown {
  if (!(error instanceof SlipwayError)) return error
  return new ORPCError(error.code, { message: error.message, data: error.problem, cause: error })
}
