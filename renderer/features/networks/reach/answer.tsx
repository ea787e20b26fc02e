import { clsx } from 'clsx'
import { CircleCheck, CircleHelp, CircleX } from 'lucide-react'
import { useState } from 'react'
import type { ReachAnswer, ReachQuestion, Remedy } from '../../../../contract/reach.ts'
import { Button } from '../../../components/button.tsx'
import { CommandLine } from '../../../components/command-line.tsx'
import { CopyButton } from '../../../components/copy-button.tsx'
import { act } from '../../../lib/act.ts'
import { client } from '../../../lib/connection.ts'
import { useContainers, useNetworks } from '../../../lib/inventory.ts'
import { join } from '../../../lib/join-network.ts'
import { useSettings } from '../../../lib/settings.ts'
import { Trial } from './trial.tsx'

const LOOKS = {
  yes: { icon: CircleCheck, tone: 'text-good', box: 'border-good/30 bg-good-soft', word: 'Yes' },
  no: { icon: CircleX, tone: 'text-bad', box: 'border-bad/30 bg-bad-soft', word: 'No' },
  unsure: { icon: CircleHelp, tone: 'text-warn', box: 'border-warn/30 bg-warn-soft', word: 'Not certain' },
}

type AnswerProps = {
  engine: string
  question: ReachQuestion
  names: { from: string; to: string }
  answer: ReachAnswer
}

/** The answer, the reason, where to connect to, and what to do where there is no way. */
export function Answer({ engine, question, names, answer }: AnswerProps) {
  const { showCommands } = useSettings()
  const { verdict, why, ways, remedies } = answer
  const { icon: Icon, tone, box, word } = LOOKS[verdict]
  const sentence = {
    yes: `${names.from} reaches ${names.to} on port ${question.port}.`,
    no: `${names.from} does not reach ${names.to} on port ${question.port}.`,
    unsure: `Whether ${names.from} reaches ${names.to} on port ${question.port} can’t be told from here.`,
  }[verdict]
  return (
    <div className="flex flex-col gap-3">
      <div role="status" className={clsx('flex gap-3 rounded-lg border p-3', box)}>
        <Icon className={clsx('mt-0.5 size-4 shrink-0', tone)} aria-hidden />
        <div className="min-w-0 flex-1">
          <p className="wrap-anywhere font-semibold">
            <span className={tone}>{word}.</span> {sentence}
          </p>
          <p className="wrap-anywhere mt-0.5 text-ink-2">{why}</p>
        </div>
      </div>
      {ways.length > 0 ? (
        <section aria-label="Where to connect to">
          <h3 className="mb-1 font-medium">In {names.from}, connect to</h3>
          <ul className="flex flex-wrap gap-x-3 gap-y-1">
            {ways.map(({ host, port }) => {
              const address = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
              return (
                <li key={address} className="flex items-center gap-0.5">
                  <code className="wrap-anywhere rounded bg-hover px-1.5 py-0.5 font-mono text-sm">{address}</code>
                  <CopyButton text={address} label={`Copy ${address}`} className="size-6" />
                </li>
              )
            })}
          </ul>
        </section>
      ) : null}
      {remedies.length > 0 ? (
        <section aria-label="What helps" className="flex flex-col gap-2">
          <h3 className="font-medium">{verdict === 'yes' ? 'Better' : 'What helps'}</h3>
          {remedies.map((remedy) => (
            <div key={remedy.command} className="flex flex-col gap-1.5">
              <div className="flex items-center gap-2">
                <p className="wrap-anywhere min-w-0 flex-1 text-ink-2">{remedy.words}</p>
                <Do engine={engine} remedy={remedy} />
              </div>
              {showCommands || !remedy.does ? <CommandLine command={remedy.command} /> : null}
            </div>
          ))}
        </section>
      ) : null}
      <Trial engine={engine} question={question} names={names} verdict={verdict} />
    </div>
  )
}

/** Does what helps, where that is one thing. */
function Do({ engine, remedy: { does } }: { engine: string; remedy: Remedy }) {
  const containers = useContainers(engine)
  const networks = useNetworks(engine)
  const [busy, setBusy] = useState(false)
  const container = containers.find(({ id }) => id === does?.container)
  if (!does || !container) return null
  const network = does.kind === 'connect' ? networks.find(({ id }) => id === does.network) : undefined
  if (does.kind === 'connect' && !network) return null
  const run = async () => {
    setBusy(true)
    if (network) await join(engine, network, [container])
    else
      await act({
        doing: `Starting ${container.name}`,
        done: `Started ${container.name}`,
        failed: `${container.name} could not be started.`,
        run: (signal) => client.containers.act({ engine, ids: [container.id], action: 'start' }, { signal }),
      })
    setBusy(false)
  }
  return (
    <Button size="small" disabled={busy} onClick={() => void run()}>
      {does.kind === 'start' ? 'Start' : 'Connect'}
    </Button>
  )
}
