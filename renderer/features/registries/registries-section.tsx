import { Link } from '@tanstack/react-router'
import { Ellipsis, Plus, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { Registry } from '../../../contract/index.ts'
import { Badge } from '../../components/badge.tsx'
import { Button, buttonClass } from '../../components/button.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { Menu, MenuItem } from '../../components/menu.tsx'
import { NextSteps, ProblemView } from '../../components/problem-view.tsx'
import { Section } from '../../components/section.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { client } from '../../lib/connection.ts'
import { useSelectedEngine } from '../../lib/engines.ts'
import { asProblem } from '../../lib/problem.ts'
import { toastProblem } from '../../lib/toasts.ts'
import { signInTo } from './asked.ts'
import { hostName } from './names.ts'
import { signOut } from './sign-out.ts'
import { useRegistries } from './use-registries.ts'

/** The registries in the settings: who is signed in where, and where the password is. */
export function RegistriesSection() {
  const { value, problem, retry } = useRegistries()
  const engine = useSelectedEngine()
  const connected = engine?.status.state === 'connected' ? engine.id : undefined
  return (
    <Section
      title="Registries"
      actions={
        <>
          <Link to="/registries" className={buttonClass('quiet', 'small')}>
            Browse
          </Link>
          <Button size="small" disabled={connected === undefined} onClick={() => signInTo(connected ?? '', '')}>
            <Plus aria-hidden />
            Add registry…
          </Button>
        </>
      }
    >
      {problem ? <ProblemView problem={problem} onRetry={retry} /> : null}
      {value?.problem ? <ProblemView problem={value.problem} onRetry={() => void client.registries.refresh()} /> : null}
      {value ? (
        <ul aria-label="Registries" className="-my-1 flex flex-col divide-y divide-line/60">
          {value.registries.map((registry) => (
            <Row key={registry.host} registry={registry} engine={connected} />
          ))}
        </ul>
      ) : problem ? null : (
        <Skeleton className="h-8 w-full" />
      )}
    </Section>
  )
}

function Row({ registry, engine }: { registry: Registry; engine: string | undefined }) {
  const { host, added, signIn } = registry
  const [answer, setAnswer] = useState<string>()
  const name = hostName(host)
  const [testing, setTesting] = useState(false)
  const test = () => {
    setTesting(true)
    client.registries
      .test({ engine: engine ?? '', host })
      .then(
        (said) => setAnswer(said.signedIn ? 'It answers, and takes the sign-in.' : 'It answers.'),
        (error) => toastProblem(asProblem(error, `${name} could not be tested.`)),
      )
      .finally(() => setTesting(false))
  }
  return (
    <li className="flex items-center gap-3 py-2">
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2">
          <span className="truncate font-medium">{name}</span>
          {name === host ? null : <span className="truncate text-ink-3">{host}</span>}
        </p>
        <p className="wrap-anywhere text-ink-3 text-sm">
          {signIn ? keptWords(registry) : 'Not signed in'}
          <span role="status">{testing ? ' · Asking…' : answer === undefined ? '' : ` · ${answer}`}</span>
        </p>
        {signIn?.problem ? (
          <div className="mt-1 text-sm">
            <p className="flex gap-1.5 text-warn">
              <TriangleAlert className="mt-0.5 size-3.5 shrink-0" aria-hidden />
              <span className="wrap-anywhere">
                {signIn.problem.what} {signIn.problem.why}
              </span>
            </p>
            <NextSteps next={signIn.problem.next} />
          </div>
        ) : null}
      </div>
      {signIn && !signIn.problem ? <Badge tone="good">{signIn.username || 'By token'}</Badge> : null}
      {signIn && !signIn.problem ? null : (
        <Button size="small" disabled={engine === undefined} onClick={() => signInTo(engine ?? '', host)}>
          Sign in…
        </Button>
      )}
      <Menu align="end" trigger={<IconButton icon={Ellipsis} label={`More for ${name}`} />}>
        <MenuItem onClick={test} disabled={engine === undefined || testing}>
          Test
        </MenuItem>
        {signIn ? (
          <>
            <MenuItem
              disabled={engine === undefined}
              onClick={() => signInTo(engine ?? '', host, { username: signIn.username })}
            >
              Sign in again…
            </MenuItem>
            <MenuItem disabled={engine === undefined} onClick={() => signOut(engine ?? '', host)}>
              Sign out
            </MenuItem>
          </>
        ) : null}
        {added && !signIn ? <MenuItem onClick={() => forget(host)}>Take off the list</MenuItem> : null}
      </Menu>
    </li>
  )
}

function keptWords({ signIn }: Registry): string {
  if (!signIn) return ''
  const { by, where } = signIn.kept
  if (by === 'file') return `Password in ${where}, unencrypted`
  return by === 'helper' ? `Password kept by ${where}` : 'Password in the keychain of this computer'
}

function forget(host: string): void {
  client.registries
    .remove({ host })
    .catch((error) => toastProblem(asProblem(error, `${hostName(host)} could not be taken off the list.`)))
}
