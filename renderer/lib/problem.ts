import { ORPCError } from '@orpc/client'
import type { Problem } from '../../contract/index.ts'

/** A failure of this side that a person can act on. */
export class ProblemError extends Error {
  override name = 'ProblemError'
  readonly problem: Problem

  constructor(problem: Problem, options?: ErrorOptions) {
    super(`${problem.what} ${problem.why}`, options)
    this.problem = problem
  }
}

/** What to show for an error: the host's own words where it gave them, else what was tried and the error's message. */
export function asProblem(error: unknown, what: string): Problem {
  if (error instanceof ProblemError) return error.problem
  if (error instanceof ORPCError && isProblem(error.data)) return error.data
  const why = error instanceof Error ? error.message : String(error)
  return { what, why, next: 'Try again. If it stays, restart Slipway.' }
}

/** True for the error of a call that was cancelled from here. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}

function isProblem(data: unknown): data is Problem {
  if (typeof data !== 'object' || data === null) return false
  return (
    'what' in data &&
    typeof data.what === 'string' &&
    'why' in data &&
    typeof data.why === 'string' &&
    'next' in data &&
    typeof data.next === 'string'
  )
}
