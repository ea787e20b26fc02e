import type { ReactNode } from 'react'
import { connection } from '../lib/connection.ts'
import { useStore } from '../lib/store.ts'
import { SignInPage } from './sign-in-page.tsx'

/** Shows the app, or the sign-in page while the host wants one. */
export function SignInGate({ children }: { children: ReactNode }) {
  const { state } = useStore(connection.state)
  return state === 'signed-out' ? <SignInPage onSignedIn={connection.connect} /> : children
}
