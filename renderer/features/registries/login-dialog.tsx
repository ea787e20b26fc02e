import { useQuery } from '@tanstack/react-query'
import { LockKeyhole, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { Kept, Problem } from '../../../contract/index.ts'
import { commandLine } from '../../../contract/shell.ts'
import { Button } from '../../components/button.tsx'
import { CommandLine } from '../../components/command-line.tsx'
import { Field } from '../../components/field.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { Suggest } from '../../components/suggest.tsx'
import { client } from '../../lib/connection.ts'
import { asProblem } from '../../lib/problem.ts'
import { useSettings } from '../../lib/settings.ts'
import { toastDone } from '../../lib/toasts.ts'
import { type Asked, asked } from './asked.ts'
import { hintFor, hostName, KNOWN } from './names.ts'

type LoginDialogProps = { start: Extract<Asked, { dialog: 'login' }>; onClose: () => void }

/** Signs in to a registry. The password goes to the host alone, and never comes back. */
export function LoginDialog({ start, onClose }: LoginDialogProps) {
  const { engine, onward } = start
  const [address, setAddress] = useState(start.host)
  const [username, setUsername] = useState(start.username ?? '')
  const [password, setPassword] = useState(start.password ?? '')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const { showCommands } = useSettings()
  const host = hostIn(address)
  const error =
    address.trim() !== '' && host === undefined ? 'A host, as in ghcr.io or registry.example.com:5000.' : undefined
  const { data: place } = useQuery({
    queryKey: ['registries', 'place', host],
    queryFn: ({ signal }) => client.registries.place({ host: host ?? '' }, { signal }),
    enabled: host !== undefined,
  })
  const login = () => {
    setBusy(true)
    setProblem(undefined)
    client.registries.login({ engine, host: host ?? '', username: username.trim(), password }).then(
      ({ command }) => {
        toastDone(`Signed in to ${hostName(host ?? '')} as ${username.trim()}`, showCommands ? command : undefined)
        if (onward) asked.set(onward)
        else onClose()
      },
      (refused) => {
        setBusy(false)
        setProblem(asProblem(refused, 'Signing in failed.'))
      },
    )
  }
  const add = () => {
    client.registries.add({ host: host ?? '' }).then(
      () => onClose(),
      (refused) => setProblem(asProblem(refused, 'The registry could not be put on the list.')),
    )
  }
  return (
    <FormDialog
      title={start.host === '' ? 'Sign in to a registry' : `Sign in to ${hostName(start.host)}`}
      confirm="Sign in"
      ready={host !== undefined && username.trim() !== '' && password !== ''}
      busy={busy}
      onSubmit={login}
      onClose={() => (onward ? asked.set({ ...onward, ...('now' in onward && { now: false }) }) : onClose())}
    >
      <Suggest
        label="Registry"
        value={address}
        onChange={setAddress}
        options={KNOWN.map((known) => known.host)}
        placeholder="docker.io"
        error={error}
        description={host === undefined ? 'The host, with its port where it has one.' : hintFor(host)}
        autoFocus={start.host === ''}
      />
      <Field
        label="User name"
        value={username}
        onChange={setUsername}
        autoComplete="username"
        autoFocus={start.host !== '' && username === ''}
      />
      <Field
        label="Password or token"
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        autoFocus={start.host !== '' && username !== ''}
      />
      {problem ? <ProblemView problem={problem} /> : null}
      {place ? <PlaceLine place={place} /> : null}
      {start.host === '' ? (
        <Button look="quiet" size="small" className="self-start" disabled={host === undefined || busy} onClick={add}>
          Add it without signing in
        </Button>
      ) : null}
      {showCommands && host !== undefined && username.trim() !== '' ? (
        <CommandLine
          command={commandLine(['docker', 'login', '-u', username.trim(), ...(host === 'docker.io' ? [] : [host])])}
        />
      ) : null}
    </FormDialog>
  )
}

/** Where the password will be; a warning where everybody who reads the file reads it. */
export function PlaceLine({ place }: { place: Kept }) {
  if (place.by === 'file') {
    return (
      <p className="flex gap-2 text-sm text-warn">
        <TriangleAlert className="mt-0.5 size-3.5 shrink-0" aria-hidden />
        <span className="wrap-anywhere">
          The password is kept unencrypted in {place.where}, as docker login does it; only your user may read the file.
          A credential helper keeps it safer.
        </span>
      </p>
    )
  }
  return (
    <p className="flex gap-2 text-ink-2 text-sm">
      <LockKeyhole className="mt-0.5 size-3.5 shrink-0 text-ink-3" aria-hidden />
      <span className="wrap-anywhere">
        {place.by === 'helper'
          ? `The password is kept by ${place.where}, as docker login does it.`
          : 'The password is kept in the keychain of this computer. The docker command does not see it there.'}
      </span>
    </p>
  )
}

/** The host that was typed, as the registry’s own; undefined while it is none. */
function hostIn(address: string): string | undefined {
  const bare = address
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/.*$/, '')
    .toLowerCase()
  return /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[a-f0-9:]+\])(?::\d{1,5})?$/.test(bare) ? bare : undefined
}
