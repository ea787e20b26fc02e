import type { ReactNode } from 'react'
import type { Problem } from '../../contract/index.ts'
import { connection } from '../lib/connection.ts'
import { useStore } from '../lib/store.ts'
import { SignInPage } from './sign-in-page.tsx'

type SignInGateProps = {
  /** What became of the sign-in link that the page was opened with. */
  link: Promise<Problem | undefined>
  children: ReactNode
}

/** Shows the app, or the sign-in page while the host wants one. */
export function SignInGate({ link, children }: SignInGateProps) {
  const { state } = useStore(connection.state)
  return state === 'signed-out' ? <SignInPage link={link} onSignedIn={connection.connect} /> : children
}
