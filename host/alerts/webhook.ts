import { SlipwayError } from '../errors.ts'

const TIMEOUT_MS = 10_000

/**
 * Posts JSON to a webhook and gives the status of the answer. Nothing but the address's scheme and host is ever said of
 * it: the rest may be a secret.
 * @throws SlipwayError when it is not taken
 */
export async function post(url: string, body: object, stop: AbortSignal): Promise<number> {
  const { origin } = new URL(url)
  let status: number
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'Slipway' },
      body: JSON.stringify(body),
      // A redirect would carry the alert, and the secret, elsewhere.
      redirect: 'manual',
      signal: AbortSignal.any([stop, AbortSignal.timeout(TIMEOUT_MS)]),
    })
    await answer.body?.cancel()
    status = answer.status
  } catch (error) {
    throw notTaken(origin, whyOf(error))
  }
  if (status >= 200 && status < 300) return status
  throw notTaken(origin, `It answered ${status}.`)
}

const notTaken = (origin: string, why: string) =>
  new SlipwayError('INVALID', {
    what: `The webhook at ${origin} did not take the alert.`,
    why,
    next: 'Check its address, and whether it takes JSON by POST.',
  })

function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return 'It can’t be reached.'
  if (error.name === 'TimeoutError') return `It gave no answer within ${TIMEOUT_MS / 1_000} s.`
  const cause = error.cause instanceof Error && 'code' in error.cause ? ` (${error.cause.code})` : ''
  return `It can’t be reached${cause}.`
}
