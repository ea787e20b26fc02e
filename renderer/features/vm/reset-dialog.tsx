import { useQuery } from '@tanstack/react-query'
import type { VmLoss, VmStatus } from '../../../contract/index.ts'
import { vmCommand } from '../../../contract/vm-commands.ts'
import { CommandLine } from '../../components/command-line.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { client } from '../../lib/connection.ts'
import { count, memory, shortId, size } from '../../lib/format.ts'
import { asProblem } from '../../lib/problem.ts'
import { useSettings } from '../../lib/settings.ts'
import { act } from './vm-actions.ts'

const KINDS: Record<VmLoss['kind'], { one: string; worst: string }> = {
  volume: { one: 'volume', worst: 'What is in a volume can’t be made again.' },
  container: { one: 'container', worst: 'Files that they wrote go with them.' },
  image: { one: 'image', worst: 'They can be pulled again; ones built here only from what they were built of.' },
}
const ORDER = ['volume', 'container', 'image'] as const

/** Says item by item what a reset takes away, and does it on the word. */
export function ResetDialog({ status, onClose }: { status: VmStatus; onClose: () => void }) {
  const { name, state, diskUsed } = status
  const { showCommands } = useSettings()
  const runs = state.state === 'running'
  const loss = useQuery({
    queryKey: ['vm', 'loss', name],
    queryFn: ({ signal }) => client.vm.loss({ name }, { signal }),
    enabled: runs,
    gcTime: 0,
  })
  return (
    <ConfirmDialog
      open
      danger
      title="Begin with an empty disk?"
      confirm="Reset"
      waiting={runs && loss.isPending}
      onConfirm={() => {
        onClose()
        void act(name, 'reset')
      }}
      onClose={onClose}
    >
      <div className="flex flex-col gap-3">
        {runs ? (
          loss.data ? (
            <Items items={loss.data} />
          ) : loss.error ? (
            <ProblemView
              problem={asProblem(loss.error, 'What is in it could not be listed.')}
              onRetry={() => void loss.refetch()}
            />
          ) : (
            <div role="status" className="flex flex-col gap-2">
              <span className="sr-only">Measuring what would go</span>
              <Skeleton className="h-4 w-3/5" />
              <Skeleton className="h-4 w-2/5" />
            </div>
          )
        ) : (
          <p>
            It does not run, so what is in it can’t be listed: every container, image and volume that it has. To see
            them first, start it.
          </p>
        )}
        <p className="text-ink-2">
          The former disk, {memory(diskUsed)} on this computer, is kept as a restore point until you forget it: you can
          go back.
        </p>
        {showCommands ? <CommandLine command={vmCommand(name, 'reset')} /> : null}
      </div>
    </ConfirmDialog>
  )
}

function Items({ items }: { items: readonly VmLoss[] }) {
  if (items.length === 0) return <p>There is nothing in it.</p>
  return ORDER.map((kind) => {
    const these = items.filter((item) => item.kind === kind).sort((a, b) => b.bytes - a.bytes)
    if (these.length === 0) return null
    const { one, worst } = KINDS[kind]
    return (
      <section key={kind} aria-label={`${one}s`} className="rounded-lg border border-line">
        <h3 className="flex gap-2 px-3 pt-1.5 font-medium">
          <span className="flex-1">{count(these.length, one)}</span>
          <span className="tnum">{size(these.reduce((sum, { bytes }) => sum + bytes, 0))}</span>
        </h3>
        <p className={kind === 'volume' ? 'px-3 text-bad' : 'px-3 text-ink-3'}>{worst}</p>
        <ul className="max-h-48 overflow-y-auto py-1.5">
          {these.map((item) => (
            <li key={item.name} className="flex gap-2 px-3 py-0.5">
              <span className="min-w-0 flex-1 truncate">
                {item.name.startsWith('sha256:') ? shortId(item.name) : item.name}
              </span>
              <span className="tnum shrink-0 text-ink-2">{size(item.bytes)}</span>
            </li>
          ))}
        </ul>
      </section>
    )
  })
}
