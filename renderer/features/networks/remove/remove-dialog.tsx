import { CircleSlash, Flame, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { Network } from '../../../../contract/index.ts'
import { disconnectCommand, removeNetworksCommand } from '../../../../contract/network-commands.ts'
import { CommandLine } from '../../../components/command-line.tsx'
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx'
import { Scroller } from '../../../components/scroller.tsx'
import { Switch } from '../../../components/switch.tsx'
import { act } from '../../../lib/act.ts'
import { client } from '../../../lib/connection.ts'
import { count } from '../../../lib/format.ts'
import { useContainers } from '../../../lib/inventory.ts'
import { useSettings } from '../../../lib/settings.ts'
import { networkRows } from '../members.ts'
import { consequences } from './consequences.ts'

const ICONS = {
  lost: <Flame className="mt-0.5 size-3.5 shrink-0 text-bad" aria-hidden />,
  broken: <TriangleAlert className="mt-0.5 size-3.5 shrink-0 text-warn" aria-hidden />,
  refused: <CircleSlash className="mt-0.5 size-3.5 shrink-0 text-warn" aria-hidden />,
}

type RemoveDialogProps = { engine: string; networks: readonly Network[]; onClose: () => void }

/** Says what removing does to each network and who is on it, shows the command, and removes on the word. */
export function RemoveDialog({ engine, networks, onClose }: RemoveDialogProps) {
  const { showCommands } = useSettings()
  const [disconnect, setDisconnect] = useState(false)
  const rows = networkRows(networks, useContainers(engine), new Map())
  const told = rows.map((row) => ({ row, ...consequences(row, disconnect) }))
  const taken = told.filter(({ refused }) => !refused).map(({ row }) => row)
  const [first] = networks
  const whom = networks.length === 1 && first ? first.name : count(networks.length, 'network')
  const used = rows.filter(({ members }) => members.length > 0)
  const commands = [
    ...(disconnect
      ? taken.flatMap(({ network, members }) =>
          members.length > 0
            ? [
                disconnectCommand(
                  network.name,
                  members.map(({ name }) => name),
                ),
              ]
            : [],
        )
      : []),
    ...(taken.length > 0 ? [removeNetworksCommand(taken.map(({ network }) => network.name))] : []),
  ]

  const remove = () => {
    onClose()
    void act({
      doing: `Removing ${whom}`,
      done: `Removed ${whom}`,
      failed: `${whom} could not be removed.`,
      run: (signal) => client.networks.remove({ engine, ids: taken.map(({ id }) => id), disconnect }, { signal }),
    })
  }

  return (
    <ConfirmDialog
      open
      title={`Remove ${whom}?`}
      confirm="Remove"
      danger
      waiting={taken.length === 0}
      onConfirm={remove}
      onClose={onClose}
    >
      <div className="flex flex-col gap-4">
        <div className="flex max-h-60 flex-col rounded-lg border border-line">
          <Scroller label="What is removed">
            <ul className="divide-y divide-line">
              {told.map(({ row, lines }) => (
                <li key={row.id} className="px-3 py-2">
                  {told.length > 1 ? <p className="break-words font-medium">{row.network.name}</p> : null}
                  <ul className="flex flex-col gap-0.5">
                    {lines.map(({ kind, text }) => (
                      <li key={text} className="flex gap-2">
                        {ICONS[kind]}
                        <span className="wrap-anywhere min-w-0 text-ink-2">{text}</span>
                      </li>
                    ))}
                  </ul>
                </li>
              ))}
            </ul>
          </Scroller>
        </div>
        {taken.length < rows.length ? (
          <p className="text-ink-2">
            {taken.length === 0
              ? 'The engine would remove none of this.'
              : `${count(rows.length - taken.length, 'network')} cannot be removed and ${rows.length - taken.length === 1 ? 'is' : 'are'} left out.`}
          </p>
        ) : null}
        {used.length > 0 ? (
          <Switch
            checked={disconnect}
            onChange={setDisconnect}
            description="They go on without it; connections over it break."
          >
            Disconnect its containers first
          </Switch>
        ) : null}
        {showCommands && commands.length > 0 ? <CommandLine command={commands.join(' && ')} /> : null}
      </div>
    </ConfirmDialog>
  )
}
