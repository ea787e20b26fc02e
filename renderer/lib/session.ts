import type { Problem } from '../../contract/index.ts'
import { asProblem } from './problem.ts'

/** How a person proves who they are to the browser face. */
export type Proof = { token: string } | { password: string }

/** What to say of a link that the host did not accept. */
export const LINK_REFUSED: Problem = {
  what: 'This sign-in link is not valid.',
  why: 'A link works once, for an hour, and only for the host that printed it.',
  next: 'Open the newest link that `slipway serve` printed, or start it again for a new one.',
}

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
  if ('token' in proof) return LINK_REFUSED
  return { what: 'The password is wrong.', why: 'The host did not accept it.', next: 'Type it again.' }
}

/** True where the host takes a password too. */
export async function takesPassword(): Promise<boolean> {
  const answer = await fetch('/session', { signal: AbortSignal.timeout(10_000) })
  const said: unknown = await answer.json()
  return typeof said === 'object' && said !== null && 'password' in said && said.password === true
}
