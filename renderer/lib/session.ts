import type { Problem } from '../../contract/index.ts'
import { asProblem } from './problem.ts'

/** How a person proves who they are to the browser face. */
export type Proof = { token: string } | { password: string }

/** Signs in; gives what went wrong, or undefined when it worked: the browser then holds the session's cookie. */
export async function signIn(proof: Proof): Promise<Problem | undefined> {
  try {
    const answer = await fetch('/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(proof),
      signal: AbortSignal.timeout(10_000),
    })
    if (answer.ok) return undefined
    return refused(answer.status, proof)
  } catch (error) {
    return asProblem(error, 'Sign-in did not reach the host.')
  }
}

function refused(status: number, proof: Proof): Problem {
  if (status === 429)
    return { what: 'Too many attempts.', why: 'The host takes no more for now.', next: 'Wait a minute and try again.' }
  if ('token' in proof)
    return {
      what: 'This sign-in link is not valid.',
      why: 'A link works once, and only for the host that printed it.',
      next: 'Open the newest link that `slipway serve` printed, or start it again for a new one.',
    }
  return { what: 'The password is wrong.', why: 'The host did not accept it.', next: 'Type it again.' }
}
