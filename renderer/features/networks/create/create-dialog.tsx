import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { NetworkProblem, NetworkSpec, Problem } from '../../../../contract/index.ts'
import { createNetworkCommand } from '../../../../contract/network-commands.ts'
import { Checkbox } from '../../../components/checkbox.tsx'
import { CommandLine } from '../../../components/command-line.tsx'
import { Field } from '../../../components/field.tsx'
import { FormDialog } from '../../../components/form-dialog.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { Select } from '../../../components/select.tsx'
import { Suggest } from '../../../components/suggest.tsx'
import { client } from '../../../lib/connection.ts'
import { useDebounced } from '../../../lib/debounced.ts'
import { useNetworks } from '../../../lib/inventory.ts'
import { asProblem } from '../../../lib/problem.ts'
import { useSettings } from '../../../lib/settings.ts'
import { toastDone } from '../../../lib/toasts.ts'
import { draftOf, networkOf, option, withOption } from './draft.ts'
import { DRIVERS, ICC, KNOWN_OPTIONS } from './drivers.ts'
import { PairRows } from './pair-rows.tsx'
import { Subnets } from './subnets.tsx'

/** Long enough to type an address’s next number, in milliseconds. */
const STILL = 200

type CreateDialogProps = { engine: string; start: NetworkSpec | undefined; onClose: () => void }

/** Makes a network; what speaks against it is said before it is sent. */
export function CreateDialog({ engine, start, onClose }: CreateDialogProps) {
  const { showCommands } = useSettings()
  const navigate = useNavigate()
  const networks = useNetworks(engine)
  const [draft, setDraft] = useState(() => draftOf(start))
  const put = (change: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...change }))
  const [anyway, setAnyway] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<Problem>()
  const network = networkOf(draft)
  const still = useDebounced(draft, STILL)
  const checked = useQuery({
    queryKey: ['networks', 'check', engine, still, networks],
    queryFn: ({ signal }) =>
      client.networks.check(
        { engine, network: { ...networkOf(still), name: networkOf(still).name || 'x' } },
        { signal },
      ),
    placeholderData: keepPreviousData,
    gcTime: 0,
  })
  const problems = checked.data ?? []
  // Rows without a subnet are not sent, so that what is said counts those that are.
  const places = draft.subnets.flatMap(({ subnet }, at) => (subnet.trim() === '' ? [] : [at]))
  const problemOf = (at: number, field: NetworkProblem['field']) =>
    problems.find((one) => one.field === field && one.at !== undefined && places[one.at] === at)
  const said = (field: NetworkProblem['field']) =>
    problems.find((one) => one.field === field && one.at === undefined)?.what
  const fatal = problems.some(({ mayPass }) => !mayPass)
  const risky = problems.some(({ mayPass }) => mayPass)
  const settled = still === draft && !checked.isPlaceholderData
  const ready = network.name !== '' && settled && !fatal && (!risky || anyway)
  const driver = DRIVERS.find(({ value }) => value === draft.driver)
  const drivers = driver
    ? DRIVERS
    : [...DRIVERS, { value: draft.driver, label: draft.driver, about: 'A driver of a plugin.' }]
  const setOption = (key: string, value: string) => put({ options: withOption(draft.options, key, value) })

  const submit = () => {
    setBusy(true)
    setFailed(undefined)
    client.networks.create({ engine, network, anyway }).then(
      ({ id, command, warning }) => {
        toastDone(
          warning === '' ? `Created ${network.name}` : `Created ${network.name}: ${warning}`,
          showCommands ? command : undefined,
        )
        onClose()
        void navigate({ to: '/networks/$id', params: { id } })
      },
      (error) => {
        setBusy(false)
        setFailed(asProblem(error, `The network ${network.name} could not be made.`))
      },
    )
  }

  return (
    <FormDialog
      wide
      title="Create network"
      description="Containers on one network find each other by name."
      confirm="Create network"
      ready={ready}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
        <Field
          label="Name"
          value={draft.name}
          onChange={(name) => put({ name })}
          error={network.name === '' ? undefined : said('name')}
          autoFocus
        />
        <div className="flex flex-col gap-1">
          <Select
            label="Driver"
            value={draft.driver}
            options={drivers}
            onChange={(value) => put({ driver: value })}
            className="flex-col items-start! gap-1!"
          />
        </div>
      </div>
      <p className="-mt-2 text-ink-3 text-sm">{driver?.about ?? 'A driver of a plugin.'}</p>
      {said('driver') === undefined ? null : (
        <p role="alert" className="-mt-2 rounded-md bg-warn-soft px-3 py-2 text-warn">
          {said('driver')}
        </p>
      )}
      {driver?.parent === undefined ? null : (
        <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
          <Field
            label="Parent interface"
            value={option(draft, 'parent')}
            onChange={(value) => setOption('parent', value.trim())}
            placeholder="eth0"
            description={driver.parent}
          />
          {driver.modes ? (
            <Select
              label={driver.modes.label}
              value={option(draft, driver.modes.option)}
              options={[
                { value: '', label: `${driver.modes.values[0] ?? ''} (usual)` },
                ...driver.modes.values.slice(1).map((value) => ({ value, label: value })),
              ]}
              onChange={(value) => setOption(driver.modes?.option ?? '', value)}
              className="flex-col items-start! gap-1! self-start"
            />
          ) : null}
        </div>
      )}
      <fieldset className="flex flex-col gap-1.5">
        <legend className="mb-1 font-medium">Properties</legend>
        <Checkbox checked={draft.internal} onChange={(internal) => put({ internal })}>
          Internal
          <Hint>no way out, and none in from other networks</Hint>
        </Checkbox>
        <Checkbox checked={draft.ipv6 === true} onChange={(on) => put({ ipv6: on ? true : undefined })}>
          IPv6
          <Hint>older engines want an IPv6 subnet with it</Hint>
        </Checkbox>
        <Checkbox checked={draft.attachable} onChange={(attachable) => put({ attachable })}>
          Attachable
          <Hint>for overlays: single containers may join, too</Hint>
        </Checkbox>
        {draft.driver === 'bridge' ? (
          <Checkbox checked={option(draft, ICC) !== 'false'} onChange={(on) => setOption(ICC, on ? '' : 'false')}>
            Containers reach one another
            <Hint>else only what they publish</Hint>
          </Checkbox>
        ) : null}
      </fieldset>
      <Part title="Subnets" note="Left out, the engine chooses one that is free.">
        <Subnets subnets={draft.subnets} onChange={(subnets) => put({ subnets })} problemOf={problemOf} />
      </Part>
      <Part title="Driver options">
        <PairRows
          thing="option"
          pairs={draft.options}
          keys={KNOWN_OPTIONS[draft.driver] ?? []}
          onChange={(options) => put({ options })}
        />
      </Part>
      <Part title="Labels">
        <PairRows thing="label" pairs={draft.labels} onChange={(labels) => put({ labels })} />
      </Part>
      <details className="group/more" open={hasMore(draft)}>
        <summary className="cursor-default font-medium">Seldom needed</summary>
        <div className="mt-3 flex flex-col gap-4">
          <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
            <Field
              label="IPAM driver"
              value={draft.ipamDriver}
              onChange={(ipamDriver) => put({ ipamDriver })}
              placeholder="default"
            />
            <Suggest
              label="Settings from"
              value={draft.configFrom}
              options={networks.map(({ name }) => name)}
              onChange={(configFrom) => put({ configFrom })}
              description="A network that was made with settings only."
            />
            <Field
              label="Scope"
              value={draft.scope}
              onChange={(scope) => put({ scope })}
              placeholder="As its driver has it"
            />
          </div>
          <Checkbox checked={draft.configOnly} onChange={(configOnly) => put({ configOnly })}>
            Settings only
            <Hint>for other networks to take; containers can’t join it</Hint>
          </Checkbox>
          <Checkbox checked={draft.ingress} onChange={(ingress) => put({ ingress })}>
            Ingress
            <Hint>the network that a swarm publishes ports on</Hint>
          </Checkbox>
          <Checkbox checked={draft.ipv4 === false} onChange={(off) => put({ ipv4: off ? false : undefined })}>
            No IPv4
            <Hint>IPv6 alone; needs a new engine</Hint>
          </Checkbox>
          <Part title="IPAM options">
            <PairRows thing="IPAM option" pairs={draft.ipamOptions} onChange={(ipamOptions) => put({ ipamOptions })} />
          </Part>
        </div>
      </details>
      {risky && !fatal ? (
        <Checkbox checked={anyway} onChange={setAnyway}>
          Create it all the same
        </Checkbox>
      ) : null}
      {failed ? <ProblemView problem={failed} /> : null}
      {showCommands && network.name !== '' ? (
        <div className="sticky -bottom-3 -mx-5 -mb-3 border-line border-t bg-raised px-5 py-2.5">
          <CommandLine command={createNetworkCommand(network)} />
        </div>
      ) : null}
    </FormDialog>
  )
}

function Hint({ children }: { children: ReactNode }) {
  return <span className="text-ink-3"> – {children}</span>
}

function Part({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-medium">
        {title}
        {note === undefined ? null : <span className="ml-2 font-normal text-ink-3 text-sm">{note}</span>}
      </h3>
      {children}
    </section>
  )
}

const hasMore = ({
  ipamDriver,
  configFrom,
  scope,
  configOnly,
  ingress,
  ipv4,
  ipamOptions,
}: ReturnType<typeof draftOf>) =>
  [ipamDriver, configFrom, scope].some((text) => text !== '') ||
  configOnly ||
  ingress ||
  ipv4 === false ||
  ipamOptions.length > 0
