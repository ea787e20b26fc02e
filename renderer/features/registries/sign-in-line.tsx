import { KeyRound, LogIn } from 'lucide-react'
import { Button } from '../../components/button.tsx'
import { type Asked, asked } from './asked.ts'
import { hostName } from './names.ts'
import { useRegistry } from './use-registries.ts'

type SignInLineProps = {
  host: string
  /** Where to go on once signed in. */
  onward: Asked
}

/** As whom a registry is asked, and the way to sign in. */
export function SignInLine({ host, onward }: SignInLineProps) {
  const signIn = useRegistry(host)?.signIn
  const who = signIn?.problem ? undefined : signIn && (signIn.username || 'a token')
  return (
    <p className="flex items-center gap-2 text-ink-2 text-sm">
      <KeyRound className="size-3.5 shrink-0 text-ink-3" aria-hidden />
      <span className="min-w-0 flex-1 truncate">
        {who === undefined ? `Not signed in to ${hostName(host)}` : `Signed in to ${hostName(host)} as ${who}`}
      </span>
      {who === undefined ? (
        <Button size="small" onClick={() => asked.set({ dialog: 'login', engine: onward.engine, host, onward })}>
          <LogIn aria-hidden />
          Sign in…
        </Button>
      ) : null}
    </p>
  )
}
