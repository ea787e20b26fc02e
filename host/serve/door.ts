import type { Access } from './access.ts'
import type { Attempts } from './attempts.ts'
import type { Password } from './password.ts'
import type { Sessions } from './sessions.ts'
import type { SignInLinks } from './sign-in-links.ts'

/** Who may come in, and how. */
export type Door = {
  access: Access
  links: SignInLinks
  sessions: Sessions
  attempts: Attempts
  password: Password | undefined
  cookie: { name: string; secure: boolean }
}
