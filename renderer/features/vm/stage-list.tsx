import { clsx } from 'clsx'
import { Check, Circle, CircleAlert, CircleDot } from 'lucide-react'
import type { VmStatus } from '../../../contract/index.ts'
import { useNow } from '../../lib/clock.ts'
import { type StageRow, seconds, stageRows } from './stage-rows.ts'
import { STAGES } from './words.ts'

/** The stages of a start: what each waits for, how long it took, and when the one that goes on is given up. */
export function StageList({ status }: { status: Pick<VmStatus, 'state' | 'stages'> }) {
  const rows = stageRows(status)
  if (rows.length === 0) return null
  return (
    <ol aria-label="Stages of the start" className="flex flex-col">
      {rows.map((row, at) => (
        <Stage key={row.stage} row={row} last={at === rows.length - 1} />
      ))}
    </ol>
  )
}

const ICONS = { done: Check, now: CircleDot, failed: CircleAlert, ahead: Circle }
const INKS = { done: 'text-good', now: 'text-accent', failed: 'text-bad', ahead: 'text-ink-3 opacity-60' }
const SAID = { done: 'Done', now: 'Now', failed: 'It ended here', ahead: 'To come' }

function Stage({ row, last }: { row: StageRow; last: boolean }) {
  const { name, waits } = STAGES[row.stage]
  const Icon = ICONS[row.is]
  return (
    <li aria-current={row.is === 'now' ? 'step' : undefined} className="relative flex items-start gap-3 pb-2 last:pb-0">
      {last ? null : <span aria-hidden className="absolute top-5 bottom-0 left-[7.5px] w-px bg-line" />}
      <Icon className={clsx('mt-0.5 size-4 shrink-0', INKS[row.is])} aria-label={SAID[row.is]} />
      <div className="flex min-w-0 flex-1 flex-wrap justify-between gap-x-3">
        <p className="min-w-0 grow basis-40">
          <span className={clsx(row.is === 'ahead' ? 'text-ink-3' : 'font-medium')}>{name}</span>
          {row.is === 'now' || row.is === 'failed' ? <span className="text-ink-2"> · {waits}</span> : null}
          {row.is === 'now' && row.doing ? (
            <span className="block truncate text-ink-3 text-sm">{row.doing}</span>
          ) : null}
        </p>
        {row.is === 'done' ? <span className="tnum text-ink-3 text-sm">{seconds(row.took)}</span> : null}
        {row.is === 'now' ? <Waiting since={row.since} until={row.until} /> : null}
      </div>
    </li>
  )
}

function Waiting({ since, until }: { since: number; until: number }) {
  const passed = useNow((now) => `${Math.max(0, Math.floor((now - since) / 1_000))}`)
  return (
    <span className="tnum text-ink-2 text-sm">
      {passed} s <span className="text-ink-3">of {Math.round((until - since) / 1_000)} s at most</span>
    </span>
  )
}
