import { X } from 'lucide-react'
import { useState } from 'react'
import type { Container, EndpointSpec, Problem } from '../../../../contract/index.ts'
import { connectCommand, PLAIN_ENDPOINT } from '../../../../contract/network-commands.ts'
import { Button } from '../../../components/button.tsx'
import { CommandLine } from '../../../components/command-line.tsx'
import { Field } from '../../../components/field.tsx'
import { FormDialog } from '../../../components/form-dialog.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { Suggest } from '../../../components/suggest.tsx'
import { client } from '../../../lib/connection.ts'
import { count } from '../../../lib/format.ts'
import { useContainers, useNetworks } from '../../../lib/inventory.ts'
import type { ConnectStart } from '../../../lib/network-asked.ts'
import { asProblem } from '../../../lib/problem.ts'
import { useSettings } from '../../../lib/settings.ts'
import { toastDone } from '../../../lib/toasts.ts'
import { canJoin } from '../network-menu-items.tsx'

type ConnectDialogProps = { engine: string; start: ConnectStart; onClose: () => void }

/** Puts containers on a network, under further names or with an address of their own where that is wanted. */
export function ConnectDialog({ engine, start, onClose }: ConnectDialogProps) {
  const { showCommands } = useSettings()
  const networks = useNetworks(engine)
  const containers = useContainers(engine)
  const nameOfNetwork = (id: string | undefined) => networks.find((one) => one.id === id)?.name ?? ''
  const [network, setNetwork] = useState(() => nameOfNetwork(start.network))
  const [chosen, setChosen] = useState<readonly string[]>(start.containers ?? [])
  const [typed, setTyped] = useState('')
  const said = start.endpoint ?? PLAIN_ENDPOINT
  const [words, setWords] = useState({ aliases: said.aliases.join(' '), ip: said.ip ?? '', ip6: said.ip6 ?? '' })
  const put = (change: Partial<typeof words>) => setWords((now) => ({ ...now, ...change }))
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<Problem>()

  const joinable = networks.filter(canJoin)
  const where = joinable.find(({ name, id }) => name === network.trim() || id === network.trim())
  const free = containers.filter(({ networks: on, id }) => !on.includes(where?.name ?? '') && !chosen.includes(id))
  const typedOne = containers.find(({ name }) => name === typed.trim())
  const who = [
    ...containers.filter(({ id }) => chosen.includes(id)),
    ...(typedOne && !chosen.includes(typedOne.id) ? [typedOne] : []),
  ]
  const whoError =
    typed.trim() !== '' && !typedOne
      ? `There is no container “${typed.trim()}”.`
      : who.map((one) => apart(one, where?.name)).find((wrong) => wrong !== undefined)
  const one = who.length <= 1
  const endpoint: EndpointSpec = {
    ...said,
    aliases: words.aliases.split(/[\s,]+/).filter(Boolean),
    ip: one && words.ip.trim() !== '' ? words.ip.trim() : undefined,
    ip6: one && words.ip6.trim() !== '' ? words.ip6.trim() : undefined,
  }
  const ready = where !== undefined && who.length > 0 && whoError === undefined
  const whom = who.length === 1 ? (who[0]?.name ?? '') : count(who.length, 'container')

  const submit = () => {
    if (!where) return
    setBusy(true)
    setFailed(undefined)
    client.networks.connect({ engine, network: where.id, containers: who.map(({ id }) => id), endpoint }).then(
      ({ command, done, failed: refused }) => {
        const [first] = refused
        if (!first) {
          toastDone(`Connected ${whom} to ${where.name}`, showCommands ? command : undefined)
          onClose()
          return
        }
        setBusy(false)
        // Those that worked are not tried again.
        setChosen(who.flatMap(({ id }) => (done.includes(id) ? [] : [id])))
        setTyped('')
        setFailed({ ...first.problem, what: `${first.name} could not be connected to ${where.name}.` })
      },
      (error) => {
        setBusy(false)
        setFailed(asProblem(error, `${whom} could not be connected.`))
      },
    )
  }

  return (
    <FormDialog
      title="Connect to a network"
      description="A container can be on several networks at once, while it runs."
      confirm="Connect"
      ready={ready}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      <Suggest
        label="Network"
        value={network}
        options={joinable.map(({ name }) => name).sort()}
        onChange={setNetwork}
        error={network.trim() !== '' && !where ? `There is no network “${network.trim()}” to join.` : undefined}
        autoFocus={start.network === undefined}
      />
      <div className="flex flex-col gap-2">
        <Suggest
          label={chosen.length > 0 ? 'Another container' : 'Container'}
          value={typed}
          options={free.map(({ name }) => name).sort()}
          onChange={setTyped}
          error={whoError}
          autoFocus={start.network !== undefined && chosen.length === 0}
        />
        {chosen.length > 0 ? (
          <ul aria-label="Containers to connect" className="flex flex-wrap gap-1.5">
            {containers
              .filter(({ id }) => chosen.includes(id))
              .map(({ id, name }) => (
                <li key={id}>
                  <Button
                    size="small"
                    aria-label={`Leave out ${name}`}
                    onClick={() => setChosen(chosen.filter((other) => other !== id))}
                  >
                    <span className="max-w-60 truncate">{name}</span>
                    <X aria-hidden />
                  </Button>
                </li>
              ))}
          </ul>
        ) : null}
        {typedOne ? (
          <div>
            <Button
              size="small"
              onClick={() => {
                setChosen([...chosen, typedOne.id])
                setTyped('')
              }}
            >
              And another
            </Button>
          </div>
        ) : null}
      </div>
      <Field
        label="Aliases"
        value={words.aliases}
        onChange={(aliases) => put({ aliases })}
        placeholder="db cache"
        description={
          where?.builtIn
            ? 'The engine’s own network has no names; on one of your own there are.'
            : 'Further names that it is found by on this network, with blanks between.'
        }
      />
      {one ? (
        <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
          <Field
            label="IPv4 address"
            value={words.ip}
            onChange={(ip) => put({ ip })}
            placeholder={where?.subnets[0] === undefined ? 'Any' : `Any of ${where.subnets[0]}`}
          />
          <Field label="IPv6 address" value={words.ip6} onChange={(ip6) => put({ ip6 })} placeholder="Any" />
        </div>
      ) : null}
      {failed ? <ProblemView problem={failed} /> : null}
      {showCommands && ready && where ? (
        <CommandLine
          command={connectCommand(
            where.name,
            who.map(({ name }) => name),
            endpoint,
          )}
        />
      ) : null}
    </FormDialog>
  )
}

/** Why a container can’t join a further network, as the engine has it. */
function apart({ name, networks }: Container, where: string | undefined): string | undefined {
  if (where !== undefined && networks.includes(where)) return `${name} is on ${where} already.`
  if (networks.includes('host')) return `${name} uses the computer’s own network; it can’t join others.`
  if (networks.includes('none')) return `${name} was made without a network: disconnect it from none first.`
  return undefined
}
