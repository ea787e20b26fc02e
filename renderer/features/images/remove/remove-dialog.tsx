import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Check, CircleSlash, Flame } from 'lucide-react'
import { useState } from 'react'
import { removeImagesCommand, targetName } from '../../../../contract/image-commands.ts'
import type { ImageRemoval } from '../../../../contract/index.ts'
import { CommandLine } from '../../../components/command-line.tsx'
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { Scroller } from '../../../components/scroller.tsx'
import { Skeleton } from '../../../components/skeleton.tsx'
import { Switch } from '../../../components/switch.tsx'
import { act } from '../../../lib/act.ts'
import { client } from '../../../lib/connection.ts'
import { count, size } from '../../../lib/format.ts'
import { asProblem } from '../../../lib/problem.ts'
import { useSettings } from '../../../lib/settings.ts'
import type { Removing } from '../removing.ts'
import { consequences } from './consequences.ts'

const ICONS = {
  lost: <Flame className="mt-0.5 size-3.5 shrink-0 text-bad" aria-hidden />,
  kept: <Check className="mt-0.5 size-3.5 shrink-0 text-good" aria-hidden />,
  refused: <CircleSlash className="mt-0.5 size-3.5 shrink-0 text-warn" aria-hidden />,
}

/** Says what removing does to each image and what it frees, shows the command, and removes on the word. */
export function RemoveDialog({ engine, targets, force: wanted = false, onClose }: Removing & { onClose: () => void }) {
  const { showCommands } = useSettings()
  const [force, setForce] = useState(wanted)
  const losses = useQuery({
    queryKey: ['images', 'losses', engine, targets, force],
    queryFn: ({ signal }) => client.images.losses({ engine, targets: [...targets], force }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  })
  const [first] = targets
  const whom = targets.length === 1 && first ? targetName(first) : count(targets.length, 'image')
  const removals = losses.data ?? []
  const taken = removals.filter(({ refused }) => !refused)
  const freed = taken.reduce((sum, one) => sum + one.freed, 0)
  const helps = force || removals.some(({ refused }) => refused?.byForce)

  const remove = () => {
    onClose()
    void act({
      doing: `Removing ${whom}`,
      done: freed > 0 ? `Removed ${whom}: ${size(freed)} freed` : `Removed ${whom}`,
      failed: `${whom} could not be removed.`,
      run: (signal) => client.images.remove({ engine, targets: taken.map(({ target }) => target), force }, { signal }),
    })
  }

  return (
    <ConfirmDialog
      open
      title={`Remove ${whom}?`}
      confirm="Remove"
      danger
      waiting={losses.isFetching || taken.length === 0}
      onConfirm={remove}
      onClose={onClose}
    >
      <div className="flex flex-col gap-4">
        {losses.isPending ? <Waiting lines={targets.length} /> : null}
        {losses.error ? (
          <ProblemView
            problem={asProblem(losses.error, 'The engine did not say what would be removed.')}
            onRetry={() => void losses.refetch()}
          />
        ) : null}
        {losses.data ? (
          <>
            <Removals removals={removals} />
            <p className="font-medium">
              {taken.length === 0
                ? 'The engine would remove none of this.'
                : freed > 0
                  ? `Frees ${size(freed)} in all.`
                  : 'Frees nothing on the disk.'}
              {taken.length > 0 && taken.length < removals.length ? (
                <span className="font-normal text-ink-2">
                  {` ${count(removals.length - taken.length, 'image')} cannot be removed and ${removals.length - taken.length === 1 ? 'is' : 'are'} left out.`}
                </span>
              ) : null}
            </p>
          </>
        ) : null}
        {helps ? (
          <Switch
            checked={force}
            onChange={setForce}
            description="Removes images that stopped containers were made from, and all names of an image at once. Containers stay as they are."
          >
            Force
          </Switch>
        ) : null}
        {showCommands && taken.length > 0 ? (
          <CommandLine
            command={removeImagesCommand(
              taken.map(({ target }) => target),
              force,
            )}
          />
        ) : null}
      </div>
    </ConfirmDialog>
  )
}

function Removals({ removals }: { removals: readonly ImageRemoval[] }) {
  return (
    <div className="flex max-h-60 flex-col rounded-lg border border-line">
      <Scroller label="What is removed">
        <ul className="divide-y divide-line">
          {removals.map((removal) => (
            <li key={`${removal.target.id} ${removal.target.reference ?? ''}`} className="px-3 py-2">
              {removals.length > 1 ? <p className="break-words font-medium">{targetName(removal.target)}</p> : null}
              <ul className="flex flex-col gap-0.5">
                {consequences(removal).map(({ kind, text }) => (
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
  )
}

const SKELETONS = ['first', 'second', 'third']

function Waiting({ lines }: { lines: number }) {
  return (
    <div role="status" className="flex flex-col gap-2 rounded-lg border border-line px-3 py-2.5">
      <span className="sr-only">Asking the engine what would be removed</span>
      {SKELETONS.slice(0, lines).map((line) => (
        <Skeleton key={line} className="h-4 w-3/5" />
      ))}
    </div>
  )
}
