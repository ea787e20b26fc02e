import type { ErrorCode, Problem } from '../contract/index.ts'

/** A failure that a person can act on. The transport turns it into the contract's declared error of that code. */
export class SlipwayError extends Error {
  override name = 'SlipwayError'
  readonly code: ErrorCode
  readonly problem: Problem

  constructor(code: ErrorCode, problem: Problem, options?: ErrorOptions) {
    super(`${problem.what} ${problem.why}`, options)
    this.code = code
    this.problem = problem
  }
}

/** The error as one that a person can act on: itself, or an unexpected failure with its message. */
export function asSlipwayError(error: unknown, what: string): SlipwayError {
  if (error instanceof SlipwayError) return error
  const why = error instanceof Error ? error.message : String(error)
  return new SlipwayError(
    'ENGINE_ERROR',
    { what, why, next: 'Try again. If it stays, look at the engine’s own log.' },
    { cause: error },
  )
}
