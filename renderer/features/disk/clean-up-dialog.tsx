import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { PruneChoice } from '../../../contract/index.ts'
import { settled } from '../../../contract/prune-commands.ts'
import { Button } from '../../components/button.tsx'
import { CommandLine } from '../../components/command-line.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { Switch } from '../../components/switch.tsx'
import { client } from '../../lib/connection.ts'
import { count, size } from '../../lib/format.ts'
import { actAsJob } from '../../lib/job-done.ts'
import { asProblem } from '../../lib/problem.ts'
import { useSettings } from '../../lib/settings.ts'
import { undoWith } from '../../lib/undo-volumes.ts'
import { Choices } from './choices.tsx'
import { readLabels, writeLabels } from './labels.ts'
import { PreviewList } from './preview-list.tsx'
import { usageKey, useUsage } from './use-usage.ts'

type CleanUpDialogProps = { engine: string; start: PruneChoice; onClose: () => void }

/** Puts a clean-up together, shows item by item what it takes, and does it on the word. */
export function CleanUpDialog({ engine, start, onClose }: CleanUpDialogProps) {
  const { showCommands, restorePoints } = useSettings()
  const [keep, setKeep] = useState(true)
  const [chosen, setChosen] = useState(start)
  const [labels, setLabels] = useState(writeLabels(start.labels))
  const queries = useQueryClient()
  const cancel = useRef<HTMLButtonElement>(null)
  const usage = useUsage(engine, true)
  const prunesAnonymous = usage.data?.prunesAnonymous ?? true
  const choice = settled({ ...chosen, labels: readLabels(labels) }, { prunesAnonymous })
  const preview = useQuery({
    queryKey: ['disk', 'preview', engine, choice],
    queryFn: ({ signal }) => client.disk.preview({ engine, choice }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })
  const { data, isFetching } = preview
  const ready = data !== undefined && !isFetching && data.items.length > 0

  const confirm = () => {
    if (!data) return
    onClose()
    void actAsJob({
      doing: 'Cleaning up',
      done: ({ freed = 0, promised = 0 }) => {
        void queries.invalidateQueries({ queryKey: usageKey(engine) })
        if (freed === promised) return `Freed ${size(freed)}, as promised`
        return `Freed ${size(freed)} of the ${size(promised)} that were promised`
      },
      undo: ({ restorePoints }) => undoWith(engine, restorePoints),
      failed: 'The clean-up failed.',
      start: (signal) => client.disk.prune({ engine, choice, token: data.token, keep }, { signal }),
    })
  }

  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title="Clean up"
      description="What goes is listed below before anything is removed."
      initialFocus={cancel}
      actions={
        <>
          <Button ref={cancel} onClick={onClose}>
            Cancel
          </Button>
          <Button look="danger" disabled={!ready} onClick={confirm}>
            {ready && data.size > 0 ? `Free ${size(data.size)}` : 'Clean up'}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Choices
          choice={choice}
          onChange={setChosen}
          prunesAnonymous={prunesAnonymous}
          labels={labels}
          onLabels={setLabels}
        />
        <div aria-busy={isFetching} className={isFetching && data ? 'opacity-60' : ''}>
          {preview.error ? (
            <ProblemView
              problem={asProblem(preview.error, 'The engine did not say what would go.')}
              onRetry={() => void preview.refetch()}
            />
          ) : data ? (
            <PreviewList preview={data} kept={keep && restorePoints.days > 0} />
          ) : (
            <div role="status" className="flex flex-col gap-2 rounded-lg border border-line px-3 py-2.5">
              <span className="sr-only">Measuring what would go</span>
              <Skeleton className="h-4 w-3/5" />
              <Skeleton className="h-4 w-2/5" />
              <Skeleton className="h-4 w-1/2" />
            </div>
          )}
        </div>
        {data?.items.some(({ kind }) => kind === 'volumes') && restorePoints.days > 0 ? (
          <Switch
            checked={keep}
            onChange={setKeep}
            description={`What is in the volumes is kept for ${count(restorePoints.days, 'day')} and can be brought back, as far as ${restorePoints.gigabytes} GB go.`}
          >
            Keep restore points
          </Switch>
        ) : null}
        {showCommands && data ? data.commands.map((command) => <CommandLine key={command} command={command} />) : null}
      </div>
    </Dialog>
  )
}
