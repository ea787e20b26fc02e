import { signIn } from '../lib/session.ts'

/** Signs in with the token of a sign-in link, where the address holds one, and takes it out of the address. */
export async function redeemLink(): Promise<void> {
  const address = new URL(window.location.href)
  const fragment = new URLSearchParams(address.hash.replace(/^#\/?(sign-in\?)?/, ''))
  const token = address.searchParams.get('token') ?? fragment.get('token')
  if (token === null) return
  window.history.replaceState(null, '', address.pathname)
  await signIn({ token })
}
