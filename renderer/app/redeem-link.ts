import type { Problem } from '../../contract/index.ts'
import { LINK_REFUSED, signIn } from '../lib/session.ts'

/**
 * Signs in with the token of a sign-in link, where the address holds one, and takes it out of the address.
 * Gives what was wrong with the link, for the sign-in page to say.
 */
export async function redeemLink(): Promise<Problem | undefined> {
  const address = new URL(window.location.href)
  const fragment = new URLSearchParams(address.hash.replace(/^#\/?(sign-in\?)?/, ''))
  const inPath = address.searchParams.get('token')
  const token = fragment.get('token') ?? inPath
  if (token === null) return undefined
  window.history.replaceState(null, '', '/')
  // The host has looked at a token in the path itself; where it was good, the page is never shown under that path.
  if (token === inPath && address.pathname === '/sign-in') return LINK_REFUSED
  return await signIn({ token })
}
