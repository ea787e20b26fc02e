import { useState } from 'react'
import type { Engine, EngineFacts, EngineSource } from '../../../contract/index.ts'
import { Badge, type Tone } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { CommandLine } from '../../components/command-line.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { type Fact, Facts } from '../../components/facts.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { STATUS_WORDS } from '../../lib/engines.ts'
import { memory } from '../../lib/format.ts'
import { useSettings } from '../../lib/settings.ts'
import { forget, retry, select } from './engine-actions.ts'
import { hostCommand } from './host-command.ts'
import { TrustKey } from './trust-key.tsx'

const TONES: Record<Engine['status']['state'], Tone> = {
  connected: 'good',
  connecting: 'neutral',
  reconnecting: 'warn',
  unreachable: 'bad',
}
const SOURCES: Record<EngineSource, string> = {
  'command-line': 'Given on the command line',
  environment: 'From DOCKER_HOST',
  context: 'From a Docker context',
  'well-known': 'Found on this computer',
  added: 'Added by you',
  vm: 'A virtual machine of Slipway’s own',
}

/** One engine: its state, its facts or what is wrong, and what can be done. */
export function EngineCard({ engine, selected }: { engine: Engine; selected: boolean }) {
  const { name, address, tls, source, status } = engine
  const { showCommands } = useSettings()
  const [removing, setRemoving] = useState(false)
  const facts = 'facts' in status ? status.facts : undefined
  return (
    <li className="rounded-lg border border-line bg-surface">
      <div className="flex items-center gap-3 border-line border-b px-4 py-2.5">
        <div className="min-w-0 flex-1">
          <h2 className="flex items-center gap-2 font-semibold">
            <span className="truncate">{name}</span>
            <Badge tone={TONES[status.state]}>{STATUS_WORDS[status.state]}</Badge>
            {selected ? <Badge tone="accent">Shown</Badge> : null}
          </h2>
          <p className="truncate font-mono text-ink-3 text-sm">{address}</p>
        </div>
        {source === 'added' ? (
          <Button look="quiet" onClick={() => setRemoving(true)}>
            Remove
          </Button>
        ) : null}
        {selected ? null : <Button onClick={() => select(engine)}>Show this engine</Button>}
      </div>
      <div className="flex flex-col gap-3 px-4 py-3">
        {'problem' in status ? (
          <ProblemView
            problem={status.problem}
            onRetry={() => retry(engine)}
            actions={status.problem.hostKey ? <TrustKey problem={status.problem} /> : undefined}
          />
        ) : null}
        <Facts
          facts={[
            { name: 'Known from', value: SOURCES[source] },
            ...said(facts),
            { name: 'TLS', value: tls ? 'Yes' : 'No' },
          ]}
        />
        {showCommands ? <CommandLine command={hostCommand(engine)} /> : null}
      </div>
      <ConfirmDialog
        open={removing}
        title={`Remove ${name} from Slipway?`}
        confirm="Remove"
        danger
        onConfirm={() => {
          setRemoving(false)
          forget(engine)
        }}
        onClose={() => setRemoving(false)}
      >
        Slipway forgets its address. The engine itself and all that is on it stay as they are.
      </ConfirmDialog>
    </li>
  )
}

function said(facts: EngineFacts | undefined): Fact[] {
  if (!facts) return []
  const { product, version, apiVersion, operatingSystem, architecture, hostname, cpus, storageDriver } = facts
  return [
    { name: 'Product', value: `${product === 'podman' ? 'Podman' : 'Docker'} ${version} (API ${apiVersion})` },
    { name: 'System', value: `${operatingSystem}, ${architecture}` },
    { name: 'Host name', value: hostname },
    { name: 'Size', value: `${cpus} CPUs, ${memory(facts.memory)}` },
    { name: 'Storage', value: storageDriver },
    { name: 'cgroups', value: `v${facts.cgroupVersion}` },
    { name: 'Rootless', value: facts.rootless ? 'Yes' : 'No' },
  ]
}
