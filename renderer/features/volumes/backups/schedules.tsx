import { CalendarClock, Pencil, Play, Trash2 } from 'lucide-react'
import type { Schedule } from '../../../../contract/index.ts'
import { Button } from '../../../components/button.tsx'
import { IconButton } from '../../../components/icon-button.tsx'
import { Section } from '../../../components/section.tsx'
import { useNow } from '../../../lib/clock.ts'
import { client } from '../../../lib/connection.ts'
import { ago, count, moment } from '../../../lib/format.ts'
import { actAsJob } from '../../../lib/job-done.ts'
import { asProblem } from '../../../lib/problem.ts'
import { useLatest } from '../../../lib/stream.ts'
import { toastDone, toastProblem } from '../../../lib/toasts.ts'
import { askVolumes } from '../ask/asked.ts'
import { scheduleWords } from './words.ts'

/** The backups that are made again and again. */
export function Schedules({ engine, disabled }: { engine: string; disabled: boolean }) {
  const { value: schedules = [] } = useLatest(`schedules ${engine}`, (stream, signal) =>
    client.volumeBackups.schedules({ engine, stream }, { signal }),
  )
  return (
    <Section
      title="Schedules"
      actions={
        <Button size="small" onClick={() => askVolumes({ engine, ask: 'schedule' })}>
          <CalendarClock aria-hidden />
          Schedule backups
        </Button>
      }
    >
      {schedules.length === 0 ? <p className="text-ink-2">No backups are made by themselves.</p> : null}
      <ul className="flex flex-col gap-2 empty:hidden">
        {schedules.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <div className="min-w-40 flex-1">
              <p className="wrap-anywhere font-medium">{one.plan.volumes.join(', ')}</p>
              <p className="wrap-anywhere text-ink-3 text-sm">
                {scheduleWords(one.plan)}, to {one.plan.folder}; of each {count(one.plan.keep, 'is', 'are')} kept
              </p>
              <p className="text-ink-3 text-sm">
                Next {moment(one.next)}
                <Last schedule={one} />
              </p>
            </div>
            <Button size="small" disabled={disabled} onClick={() => runNow(one)}>
              <Play aria-hidden />
              Back up now
            </Button>
            <IconButton
              icon={Pencil}
              label={`Change the schedule of ${one.plan.volumes.join(', ')}`}
              onClick={() => askVolumes({ engine, ask: 'schedule', schedule: one })}
            />
            <IconButton
              icon={Trash2}
              label={`Remove the schedule of ${one.plan.volumes.join(', ')}`}
              onClick={() => remove(one)}
            />
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Last({ schedule: { last } }: { schedule: Schedule }) {
  const text = useNow((now) => (last ? ago(last.at, now) : ''))
  if (!last) return null
  if (last.problem === undefined) return `; last made ${text}`
  return (
    <>
      {`; last tried ${text}: `}
      <span className="text-bad">{last.problem}</span>
    </>
  )
}

function runNow({ id, plan }: Schedule): void {
  void actAsJob({
    doing: `Backing up ${plan.volumes.join(', ')}`,
    done: () => `Backed up ${plan.volumes.join(', ')}`,
    failed: 'The backup was not made.',
    start: (signal) => client.volumeBackups.runNow({ id }, { signal }),
  })
}

function remove({ id, engine, plan }: Schedule): void {
  client.volumeBackups
    .unplan({ id })
    .then(() =>
      toastDone('Removed the schedule; its backups stay', undefined, () => {
        client.volumeBackups
          .plan({ engine, id, plan })
          .catch((error) => toastProblem(asProblem(error, 'The schedule could not be kept.')))
      }),
    )
    .catch((error) => toastProblem(asProblem(error, 'The schedule could not be removed.')))
}
