import { useQuery } from '@tanstack/react-query'
import { Check, CircleSlash, Flame } from 'lucide-react'
import { useState } from 'react'
import type { VolumeLoss } from '../../../../contract/index.ts'
import { removeVolumesCommand } from '../../../../contract/volume-commands.ts'
import { CommandLine } from '../../../components/command-line.tsx'
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { Scroller } from '../../../components/scroller.tsx'
import { Skeleton } from '../../../components/skeleton.tsx'
import { Switch } from '../../../components/switch.tsx'
import { client } from '../../../lib/connection.ts'
import { count, size } from '../../../lib/format.ts'
import { actAsJob } from '../../../lib/job-done.ts'
import { asProblem } from '../../../lib/problem.ts'
import { useSettings } from '../../../lib/settings.ts'
import { undoWith } from '../../../lib/undo-volumes.ts'
import type { Removing } from '../removing.ts'
import { consequence } from './consequences.ts'

const ICONS = {
  lost: <Flame className="mt-0.5 size-3.5 shrink-0 text-bad" aria-hidden />,
  kept: <Check className="mt-0.5 size-3.5 shrink-0 text-good" aria-hidden />,
  refused: <CircleSlash className="mt-0.5 size-3.5 shrink-0 text-warn" aria-hidden />,
}

/** Says what removing each volume loses, shows the command, and removes on the word. */
export function RemoveDialog({ engine, names, onClose }: Removing & { onClose: () => void }) {
  const { showCommands, restorePoints } = useSettings()
  const [wanted, setWanted] = useState(true)
  const losses = useQuery({
    queryKey: ['volumes', 'losses', engine, names],
    queryFn: ({ signal }) => client.volumes.losses({ engine, names: [...names] }, { signal }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })
  const all = losses.data ?? []
  const taken = all.filter(({ usedBy }) => usedBy.length === 0)
  const bytes = taken.reduce((sum, one) => sum + (one.size ?? 0), 0)
  const whom = names.length === 1 ? (names[0] ?? '') : count(names.length, 'volume')
  const able = taken.some(({ kept }) => kept === 'yes')
  const keep = wanted && able
  const remove = () => {
    onClose()
    void actAsJob({
      doing: `Removing ${whom}`,
      done: () => (bytes > 0 ? `Removed ${whom}: ${size(bytes)} freed` : `Removed ${whom}`),
      failed: `${whom} could not be removed.`,
      start: (signal) => client.volumes.remove({ engine, names: taken.map(({ name }) => name), keep }, { signal }),
      undo: (result) => undoWith(engine, result.restorePoints),
    })
  }
  return (
    <ConfirmDialog
      open
      title={<span className="wrap-anywhere">Remove {whom}?</span>}
      confirm="Remove"
      danger
      waiting={losses.isFetching || taken.length === 0}
      onConfirm={remove}
      onClose={onClose}
    >
      <div className="flex flex-col gap-4">
        {losses.isPending ? <Waiting lines={names.length} /> : null}
        {losses.error ? (
          <ProblemView
            problem={asProblem(losses.error, 'The engine did not say what would be lost.')}
            onRetry={() => void losses.refetch()}
          />
        ) : null}
        {losses.data ? (
          <>
            <Losses losses={all} keep={keep} days={restorePoints.days} />
            <Sum taken={taken.length} left={all.length - taken.length} bytes={bytes} />
          </>
        ) : null}
        {able ? (
          <Switch
            checked={wanted}
            onChange={setWanted}
            description={`What is in them is copied first, to be brought back within ${count(restorePoints.days, 'day')}.`}
          >
            Keep restore points
          </Switch>
        ) : null}
        {showCommands && taken.length > 0 ? (
          <CommandLine command={removeVolumesCommand(taken.map(({ name }) => name))} />
        ) : null}
      </div>
    </ConfirmDialog>
  )
}

function Sum({ taken, left, bytes }: { taken: number; left: number; bytes: number }) {
  return (
    <p className="font-medium">
      {taken === 0
        ? 'The engine would remove none of this.'
        : bytes > 0
          ? `Frees ${size(bytes)} in all.`
          : 'Frees nothing on the disk.'}
      {taken > 0 && left > 0 ? (
        <span className="font-normal text-ink-2">
          {` ${count(left, 'volume')} cannot be removed and ${left === 1 ? 'is' : 'are'} left out.`}
        </span>
      ) : null}
    </p>
  )
}

function Losses({ losses, keep, days }: { losses: readonly VolumeLoss[]; keep: boolean; days: number }) {
  if (losses.length === 0) return <p className="text-ink-2">They are gone already.</p>
  return (
    <div className="flex max-h-60 flex-col rounded-lg border border-line">
      <Scroller label="What is lost">
        <ul className="divide-y divide-line">
          {losses.map((loss) => {
            const { kind, text } = consequence(loss, keep, days)
            return (
              <li key={loss.name} className="px-3 py-2">
                {losses.length > 1 ? <p className="wrap-anywhere font-medium">{loss.name}</p> : null}
                <p className="flex gap-2">
                  {ICONS[kind]}
                  <span className="wrap-anywhere min-w-0 text-ink-2">{text}</span>
                </p>
              </li>
            )
          })}
        </ul>
      </Scroller>
    </div>
  )
}

const SKELETONS = ['first', 'second', 'third']

function Waiting({ lines }: { lines: number }) {
  return (
    <div role="status" className="flex flex-col gap-2 rounded-lg border border-line px-3 py-2.5">
      <span className="sr-only">Measuring what would be lost</span>
      {SKELETONS.slice(0, lines).map((line) => (
        <Skeleton key={line} className="h-4 w-3/5" />
      ))}
    </div>
  )
}
